// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/view_spec.h"

#include "core/ensemble/metric.h"
#include "core/ensemble/pruning_text.h"
#include "ui/pages/reports/curves_query.h"
#include "ui/pages/reports/policy_query.h"
#include "ui/pages/reports/spec_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace cobench::ui {

namespace {

using Kind = ViewSpec::Kind;

constexpr std::array kForms{
    ViewForm{
        Kind::Matrix, "matrix", "matrix:POOL:METRIC[:SPLIT[:SAMPLES]]", "Diversity of each pair of models", true},
    ViewForm{Kind::Scatter, "scatter", "scatter:POOL:METRIC[:SPLIT]", "Every team by diversity and accuracy", true},
    ViewForm{Kind::Tree,
        "tree",
        "tree:POOL:METRIC[:SPLIT[:SIZE[:BETA[:CONVENTION]]]]",
        "Hierarchical pruning: what became of every team",
        true},
    ViewForm{Kind::Confusion, "confusion", "confusion:POOL:MODEL[:SPLIT]", "Confusion matrix", false},
    ViewForm{Kind::Reliability, "reliability", "reliability:POOL:MODEL[:SPLIT]", "Reliability diagram", false},
    ViewForm{Kind::Recall, "recall", "recall:POOL:MODEL[:SPLIT]", "Recall of each class", false},
    ViewForm{Kind::Curves,
        "curves",
        "curves:QUANTITY [over AXIS] [by COLUMN] [where FILTER]",
        "What training runs recorded",
        false},
    ViewForm{Kind::Trace, "trace", "trace:RUN", "What a run needed of its machine, over time", false},
    ViewForm{Kind::Policy,
        "lr",
        "lr:POLICY[;POLICY…][:STEPS[:UNIT[:CONVENTION]]]",
        "Learning rates, policies over each other",
        false},
};

Error usage(std::string_view text, std::string detail, std::string_view form)
{
    return Error{.code = ErrorCode::Usage,
        .subject = "view \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write " + std::string(form)};
}

std::string allForms()
{
    std::string text = "one of";
    for (const ViewForm& form : kForms)
        text.append(" ").append(form.form);
    return text;
}

bool isSampleSet(std::string_view text)
{
    constexpr std::string_view kFocal = "focal:";
    if (text.empty() || text == "all" || text == "disagreement")
        return true;
    return text.starts_with(kFocal) && text.size() > kFocal.size()
        && text.find_first_not_of("0123456789", kFocal.size()) == std::string_view::npos;
}

/// The fields behind the split.
Result<void> readPruning(
    std::string_view text, std::span<const std::string_view> fields, ensemble::PruningOptions& options)
{
    if (!fields.empty() && !fields[0].empty()) {
        const auto [end, error]
            = std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), options.maxSize);
        if (error != std::errc{} || end != fields[0].data() + fields[0].size() || options.maxSize < 2)
            return usage(text, "there is no team size " + std::string(fields[0]), "a number from 2 on");
    }
    if (fields.size() > 1 && !fields[1].empty())
        if (auto shares = ensemble::parseShares(fields[1], options); !shares)
            return shares;
    if (fields.size() > 2) {
        if (fields[2] != "corrected" && fields[2] != "reference")
            return usage(text, "there is no convention " + std::string(fields[2]), "corrected or reference");
        if (fields[2] == "reference")
            options.convention = ensemble::Convention::Reference;
    }
    if (fields.size() > 3)
        return usage(text, "something is left over", formOf(Kind::Tree).form);
    return {};
}

/// What differs from the defaults, as readPruning reads it.
std::string pruningFields(const ensemble::PruningOptions& options)
{
    const ensemble::PruningOptions defaults;
    const std::string shares = ensemble::sharesText(options);
    const bool reference = options.convention == ensemble::Convention::Reference;
    std::string text;
    if (reference)
        text = ":reference";
    if (reference || shares != ensemble::sharesText(defaults))
        text = ":" + shares + text;
    if (!text.empty() || options.maxSize != defaults.maxSize)
        text = ":" + std::to_string(options.maxSize) + text;
    return text;
}

/// Spaces and colons belong to the expression.
template <typename Query>
Result<ViewSpec> expressionView(Kind kind, const Result<Query>& query)
{
    if (!query)
        return query.error();
    return ViewSpec{.kind = kind, .subject = toString(*query)};
}

bool isExpression(Kind kind)
{
    return kind == Kind::Curves || kind == Kind::Policy;
}

} // namespace

std::span<const ViewForm> viewForms()
{
    return kForms;
}

const ViewForm& formOf(ViewSpec::Kind kind)
{
    return *std::find_if(kForms.begin(), kForms.end(), [kind](const ViewForm& form) { return form.kind == kind; });
}

bool isOfRuns(ViewSpec::Kind kind)
{
    return kind == Kind::Curves || kind == Kind::Trace;
}

Result<ViewSpec> parseView(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    const auto form
        = std::find_if(kForms.begin(), kForms.end(), [&](const ViewForm& f) { return f.id == fields.front(); });
    if (form == kForms.end())
        return usage(text, "there is no such view", allForms());
    const std::string_view expression = text.substr(std::min(form->id.size() + 1, text.size()));
    if (form->kind == Kind::Curves)
        return expressionView(form->kind, parseCurves(expression));
    if (form->kind == Kind::Policy)
        return expressionView(form->kind, parsePolicyQuery(expression));
    if (form->kind == Kind::Trace)
        return fields.size() == 2 && !fields[1].empty()
            ? Result(ViewSpec{.kind = Kind::Trace, .subject = unescapedField(fields[1])})
            : usage(text, fields.size() < 2 ? "something is missing" : "something is left over", form->form);
    if (fields.size() < 3 || fields[1].empty() || fields[2].empty())
        return usage(text, "something is missing", form->form);

    ViewSpec view{.kind = form->kind, .pool = unescapedField(fields[1]), .subject = unescapedField(fields[2])};
    if (form->takesMetric && !ensemble::metricFromId(view.subject))
        return usage(text, "there is no metric " + view.subject, "one of CK QS BD FK KW GD RHO EN DF");
    if (fields.size() > 3)
        view.split = unescapedField(fields[3]);
    if (fields.size() <= 4)
        return view;

    if (view.kind == Kind::Tree) {
        if (auto read = readPruning(text, std::span(fields).subspan(4), view.pruning); !read)
            return read.error();
        return view;
    }
    if (view.kind != Kind::Matrix)
        return usage(text, "something is left over", form->form);
    // The words of a sample set hold a colon themselves.
    view.samples = std::string(text.substr(static_cast<std::size_t>(fields[4].data() - text.data())));
    if (!isSampleSet(view.samples))
        return usage(text, "there is no sample set " + view.samples, "all, disagreement or focal:INDEX");
    return view;
}

std::string toString(const ViewSpec& view)
{
    if (isExpression(view.kind))
        return std::string(formOf(view.kind).id) + ":" + view.subject;
    if (view.kind == Kind::Trace)
        return std::string(formOf(view.kind).id) + ":" + escapedField(view.subject);
    std::string text
        = std::string(formOf(view.kind).id) + ":" + escapedField(view.pool) + ":" + escapedField(view.subject);
    const std::string more = view.kind == Kind::Tree ? pruningFields(view.pruning)
        : view.samples.empty()                       ? std::string()
                                                     : ":" + view.samples;
    if (!view.split.empty() || !more.empty())
        text += ":" + escapedField(view.split);
    return text + more;
}

} // namespace cobench::ui
