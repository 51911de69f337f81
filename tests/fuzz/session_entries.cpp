// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"
#include "core/engine/detection_task.h"
#include "core/engine/live_picture.h"
#include "core/jobs/spool_reader.h"
#include "tests/fuzz/fuzz_targets.h"

#include <algorithm>

namespace cobench::fuzz {

namespace {

constexpr std::size_t kDevices = 2;

std::string_view textOf(Input input)
{
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}

/// A session whose checksums are right: kind, two bytes of length, content, and so on.
std::string sealed(std::string_view input)
{
    std::string file(jobs::kSpoolStart);
    const jobs::SpoolHeader header{.settings = "{}", .devices = {"a", "b"}};
    file += jobs::spoolRecord(jobs::SpoolKind::Header, jobs::formatHeader(header));
    while (input.size() > 3) {
        const auto kind = static_cast<jobs::SpoolKind>(input[0]);
        const std::size_t size = static_cast<unsigned char>(input[1]) + 256U * static_cast<unsigned char>(input[2]);
        const std::string_view content = input.substr(3, size);
        file += jobs::spoolRecord(kind, content);
        input.remove_prefix(3 + content.size());
    }
    return file;
}

void readSession(const std::filesystem::path& file)
{
    const auto outcomes = jobs::readSpool(file);
    if (!outcomes)
        return;
    for (std::size_t place = 0; place < outcomes->size(); ++place)
        require((*outcomes)[place].number == place);
    std::vector<detect::Outcome> again;
    require(detect::unpackOutcomes(detect::packOutcomes(*outcomes), 1U << 16, again).ok());
    require(again.size() == outcomes->size());
}

void readTexts(std::string_view text)
{
    if (const auto header = jobs::parseHeader(text))
        require(jobs::parseHeader(jobs::formatHeader(*header)).ok());
    if (const auto end = jobs::parseEnd(text))
        require(jobs::parseEnd(jobs::formatEnd(*end)).ok());
    if (const auto events = detect::parseEvents(text))
        require(detect::parseEvents(detect::formatEvents(*events)).ok());
    if (const auto task = engine::parseTask(text))
        require(engine::parseTask(engine::taskText(*task)).ok());
}

} // namespace

void readSessions(Input input, const Folder& folder)
{
    const auto file = folder / "a.session";
    writeInput(input, file);
    readSession(file);
    if (const auto picture = engine::LivePictureReader(file).take(kDevices))
        require(picture->picture->pixels.size() < input.size());
    const std::string session = sealed(textOf(input));
    writeInput(std::as_bytes(std::span(session)), file);
    readSession(file);
    readTexts(textOf(input));
}

} // namespace cobench::fuzz
