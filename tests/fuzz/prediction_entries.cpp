// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/bounded_reader.h"
#include "core/io/member_values.h"
#include "core/io/pool_json.h"
#include "core/io/prediction_csv.h"
#include "core/io/prediction_file.h"
#include "core/io/torch_file.h"
#include "core/io/torch_values.h"
#include "core/io/zip.h"
#include "tests/fuzz/fuzz_targets.h"

namespace cobench::fuzz {

namespace {

using io::Bytes;
using io::ReadContext;

constexpr std::uint64_t kAllowance = std::uint64_t{4} << 20; // less than in earnest, so that an execution is short

ReadContext contextFor(Input input)
{
    ReadContext context("input", input.size());
    static_cast<void>(context.allowance.take(context.allowance.left() - kAllowance));
    return context;
}

/// The input outlives whatever is made of it.
Bytes borrowed(Input input)
{
    return Bytes(nullptr, input);
}

/// Goes on as loadPool would, over every value.
void use(Result<io::RawFile> read, const ReadContext& context)
{
    if (!read)
        return static_cast<void>(describe(read.error()));
    for (io::RawSplit& split : read->splits)
        for (io::RawMember& member : split.members)
            static_cast<void>(checkMember(std::move(member), io::ValueReading::Detect, context));
}

void readPickle(Input input)
{
    ReadContext context = contextFor(input);
    const auto document = io::pickle::read(borrowed(input), 0, context, "pickle");
    if (!document)
        return;
    const std::vector<std::byte> numbers(4096, std::byte{0x3f});
    const auto storage = [&](const io::pickle::Storage&) { return Result<Bytes>(borrowed(numbers)); };
    use(io::predictionsFrom({*document, storage, false}, context), context);
}

} // namespace

void readTorch(Input input, const Folder&)
{
    if (!io::isZip(input) && !io::isLegacyTorchFile(input))
        return readPickle(input);
    ReadContext context = contextFor(input);
    use(io::readPredictionFile(borrowed(input), context), context);
}

void readNumpy(Input input, const Folder&)
{
    ReadContext context = contextFor(input);
    use(io::readPredictionFile(borrowed(input), context), context);
}

void readText(Input input, const Folder&)
{
    ReadContext context = contextFor(input);
    const std::string_view text = io::asText(input);
    if (text.starts_with('{'))
        static_cast<void>(io::parsePoolJson(text, context));
    else
        use(io::readPredictionFile(borrowed(input), context), context);
}

} // namespace cobench::fuzz
