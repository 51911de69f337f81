// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/raw_predictions.h"

namespace cobench::io {

namespace {

bool isColumn(const Tensor& tensor)
{
    const auto& shape = tensor.shape();
    return shape.size() == 1 || (shape.size() == 2 && shape[1] == 1);
}

} // namespace

Result<RawMember> memberFromTensor(const Tensor& tensor, const ReadContext& context, const std::string& place)
{
    RawMember member{.place = place};
    if (isColumn(tensor)) {
        auto labels = tensor.toLabels(context, place);
        if (!labels)
            return std::move(labels).error();
        member.labels = std::move(*labels);
        return member;
    }
    const auto& shape = tensor.shape();
    if (shape.size() != 2 || shape[1] > kMaxClasses)
        return context.error(ErrorCode::Shape,
            place,
            "predictions of shape " + shapeText(shape),
            "samples × classes (at most 65535), or one label per sample");
    auto values = tensor.toFloats(context.cancel);
    if (!values)
        return std::move(values).error();
    member.classes = shape[1];
    member.values = std::move(*values);
    return member;
}

Result<std::vector<data::Label>> truthFromTensor(
    const Tensor& tensor, const ReadContext& context, const std::string& place)
{
    if (!isColumn(tensor))
        return context.error(
            ErrorCode::Shape, place, "labels of shape " + shapeText(tensor.shape()), "one label per sample");
    return tensor.toLabels(context, place);
}

} // namespace cobench::io
