// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "core/common/checksums.h"
#include "core/common/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace cobench::train {

// The file (huggingface/safetensors): a little-endian 64-bit length, so many bytes of JSON, the tensors' bytes. The
// JSON's "__metadata__" maps texts to texts. Ours holds "sha256", the hash of header and data with 64 zeros in the
// hash's place.
static_assert(std::endian::native == std::endian::little);

namespace {

using nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 100'000'000; // as safetensors itself
constexpr std::size_t kHashDigits = 64;
constexpr std::string_view kHashKey = "\"sha256\":\""; // inside a text its quotes would be escaped

std::string hashOf(std::string_view header, std::string_view data)
{
    Sha256 hash;
    hash.update(std::as_bytes(std::span(header)));
    hash.update(std::as_bytes(std::span(data)));
    return hash.finishHex();
}

json toJson(const BatchMeans& means)
{
    return {means.loss, means.correct, means.samples, means.iterations};
}

BatchMeans meansFrom(const json& array)
{
    return {array.at(0).get<double>(),
        array.at(1).get<std::uint64_t>(),
        array.at(2).get<std::uint64_t>(),
        array.at(3).get<std::uint32_t>()};
}

std::string loopText(const Checkpoint& checkpoint)
{
    const LoopState& loop = checkpoint.loop;
    return json{{"iterations", loop.iterations},
        {"since_record", toJson(loop.sinceRecord)},
        {"of_epoch", toJson(loop.ofEpoch)},
        {"best_loss", loop.bestLoss ? json(*loop.bestLoss) : json()},
        {"epochs_without_better", loop.epochsWithoutBetter},
        {"monitored", loop.monitored},
        {"seconds", loop.seconds},
        {"steps", checkpoint.backend.steps}}
        .dump();
}

void readLoop(const std::string& text, Checkpoint& checkpoint)
{
    const json object = json::parse(text);
    const json& best = object.at("best_loss");
    checkpoint.loop = {.iterations = object.at("iterations").get<std::uint64_t>(),
        .sinceRecord = meansFrom(object.at("since_record")),
        .ofEpoch = meansFrom(object.at("of_epoch")),
        .bestLoss = best.is_null() ? std::nullopt : std::optional(best.get<double>()),
        .epochsWithoutBetter = object.at("epochs_without_better").get<std::uint32_t>(),
        .monitored = object.value("monitored", std::vector<double>()),
        .seconds = object.value("seconds", 0.0)};
    checkpoint.backend.steps = object.at("steps").get<std::uint64_t>();
}

/// Header and data of a file whose lengths agree.
struct Parts {
    std::string_view header;
    std::string_view data;
};

Result<Parts> split(std::string_view bytes, const std::string& subject)
{
    std::uint64_t length = 0;
    if (bytes.size() < kLengthBytes)
        return Error{ErrorCode::Truncated, subject, "header", "the file has no header", {}};
    std::memcpy(&length, bytes.data(), kLengthBytes);
    bytes.remove_prefix(kLengthBytes);
    if (length > kMaxHeader)
        return Error{ErrorCode::Corrupt, subject, "header", "declares " + std::to_string(length) + " bytes", {}};
    if (length > bytes.size())
        return Error{ErrorCode::Truncated, subject, "header", "is cut short", {}};
    return Parts{bytes.substr(0, length), bytes.substr(length)};
}

/// Checked against the data before memory is asked for. Throws what json throws.
Result<NamedTensor> readTensor(const std::string& name, const json& entry, std::string_view data)
{
    const Error corrupt{ErrorCode::Corrupt, {}, name, "its sizes do not fit together", {}};
    NamedTensor tensor{name, entry.at("shape").get<std::vector<std::uint64_t>>(), {}};
    const auto begin = entry.at("data_offsets").at(0).get<std::uint64_t>();
    const auto end = entry.at("data_offsets").at(1).get<std::uint64_t>();
    if (entry.at("dtype") != "F32" || begin > end || end > data.size() || (end - begin) % sizeof(float) != 0)
        return corrupt;
    const std::uint64_t count = (end - begin) / sizeof(float);
    std::uint64_t product = 1;
    for (const std::uint64_t size : tensor.shape) {
        if (size != 0 && product > count / size)
            return corrupt;
        product *= size;
    }
    if (product != count)
        return corrupt;
    tensor.values.resize(count);
    std::copy_n(data.data() + begin, end - begin, reinterpret_cast<char*>(tensor.values.data()));
    return tensor;
}

/// The order of the tensors is that of their bytes.
Result<void> readTensors(const json& header, std::string_view data, BackendState& state)
{
    std::vector<std::pair<std::uint64_t, std::string>> order;
    for (const auto& [name, entry] : header.items())
        if (name != "__metadata__")
            order.emplace_back(entry.at("data_offsets").at(0).get<std::uint64_t>(), name);
    std::ranges::sort(order);
    for (const auto& [offset, name] : order) {
        auto tensor = readTensor(name, header.at(name), data);
        if (!tensor)
            return std::move(tensor).error();
        state.tensors.push_back(std::move(*tensor));
    }
    return {};
}

Result<Checkpoint> decode(const Parts& parts)
{
    const json header = json::parse(parts.header);
    const json& metadata = header.at("__metadata__");
    const auto stored = metadata.at("sha256").get<std::string>();
    std::string unhashed(parts.header);
    const std::size_t place = unhashed.find(std::string(kHashKey) + stored);
    if (stored.size() != kHashDigits || place == std::string::npos)
        return Error{ErrorCode::Corrupt, {}, "header", "has no SHA-256", {}};
    unhashed.replace(place + kHashKey.size(), kHashDigits, kHashDigits, '0');
    if (kVerifiesChecksums && hashOf(unhashed, parts.data) != stored)
        return Error{ErrorCode::Corrupt, {}, {}, "does not match its SHA-256", {}};
    Checkpoint checkpoint{.config = metadata.at("config").get<std::string>()};
    readLoop(metadata.at("loop").get<std::string>(), checkpoint);
    if (auto read = readTensors(header, parts.data, checkpoint.backend); !read)
        return std::move(read).error();
    return checkpoint;
}

} // namespace

void BatchMeans::add(const StepFigures& figures, std::size_t count)
{
    loss += figures.loss * static_cast<double>(count);
    correct += figures.correct;
    samples += count;
    ++iterations;
}

std::string encodeCheckpoint(const Checkpoint& checkpoint)
{
    json header{{"__metadata__",
        {{"config", checkpoint.config},
            {"loop", loopText(checkpoint)},
            {"format", "cobench-checkpoint-1"},
            {"sha256", std::string(kHashDigits, '0')}}}};
    std::size_t end = 0;
    for (const NamedTensor& tensor : checkpoint.backend.tensors) {
        const std::size_t begin = std::exchange(end, end + tensor.values.size() * sizeof(float));
        header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    }
    std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' '); // so that tensors are aligned
    const std::uint64_t length = text.size();
    std::string bytes; // the one copy of the tensors, which may be hundreds of megabytes
    bytes.reserve(kLengthBytes + length + end);
    bytes.append(reinterpret_cast<const char*>(&length), kLengthBytes).append(text);
    for (const NamedTensor& tensor : checkpoint.backend.tensors)
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float));
    const std::string hash = hashOf(text, std::string_view(bytes).substr(kLengthBytes + length));
    return bytes.replace(kLengthBytes + text.find(kHashKey) + kHashKey.size(), kHashDigits, hash);
}

Result<Checkpoint> decodeCheckpoint(std::string_view bytes, const std::string& subject)
{
    const auto parts = split(bytes, subject);
    if (!parts)
        return parts.error();
    try {
        auto checkpoint = decode(*parts);
        if (checkpoint)
            return checkpoint;
        Error error = std::move(checkpoint).error();
        error.subject = subject;
        return error;
    } catch (const json::exception&) {
        return Error{ErrorCode::Corrupt, subject, "header", "a field is missing or has the wrong type", {}};
    }
}

} // namespace cobench::train
