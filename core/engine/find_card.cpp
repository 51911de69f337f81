// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/find_card.h"

#include "core/common/data_home.h"
#include "core/detect/card_text.h"
#include "core/detect/shipped_cards.h"
#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <map>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".json";

fs::path firstOf(const std::vector<fs::path>& folders, const std::string& file)
{
    std::error_code ignored;
    for (const fs::path& folder : folders)
        if (!file.empty() && fs::exists(folder / file, ignored))
            return folder / file;
    return {};
}

Result<FoundCard> makeCard(std::string name, std::string text, fs::path file, const std::vector<fs::path>& folders)
{
    auto card = detect::readCard(text, file.empty() ? name : file.string());
    if (!card)
        return std::move(card).error();
    std::vector<fs::path> places = folders;
    if (!file.empty())
        places.insert(places.begin(), file.parent_path());
    FoundCard found{
        .name = std::move(name), .file = std::move(file), .text = std::move(text), .card = std::move(*card)};
    found.weights = firstOf(places, found.card.weights);
    found.config = firstOf(places, found.card.config);
    return found;
}

Result<FoundCard> readCardFile(const fs::path& file, const std::vector<fs::path>& folders)
{
    Progress progress;
    const auto bytes = io::readFile(file, progress, {}, detect::kMaxCardBytes);
    if (!bytes)
        return bytes.error();
    return makeCard(file.stem().string(), std::string(io::asText({bytes->data(), bytes->size()})), file, folders);
}

} // namespace

bool isCardPath(const std::string& name)
{
    return name.find('/') != std::string::npos || name.ends_with(kEnding);
}

std::vector<fs::path> modelFolders(const fs::path& folder)
{
    std::vector<fs::path> folders;
    if (!folder.empty())
        folders.push_back(folder);
    if (const fs::path home = dataHome(); !home.empty())
        folders.push_back(home / "cobench/models");
    return folders;
}

Result<std::optional<FoundCard>> findCard(const std::string& name, const std::vector<fs::path>& folders)
{
    const auto found = [](Result<FoundCard> card) -> Result<std::optional<FoundCard>> {
        if (!card)
            return std::move(card).error();
        return std::optional(std::move(*card));
    };
    if (isCardPath(name))
        return found(readCardFile(name, folders));
    if (const fs::path file = firstOf(folders, name + std::string(kEnding)); !file.empty())
        return found(readCardFile(file, folders));
    const auto shipped = detect::shippedCards();
    const auto at = std::ranges::find(shipped, name, &detect::ShippedCard::name);
    if (at == shipped.end())
        return std::optional<FoundCard>();
    return found(makeCard(name, std::string(at->text), {}, folders));
}

std::vector<FoundCard> listCards(const std::vector<fs::path>& folders, std::vector<Warning>& warnings)
{
    std::map<std::string, FoundCard> cards;
    const auto add = [&](Result<FoundCard> card) {
        if (card)
            cards.emplace(card->name, *card); // the first of a name is the one that a name finds
        else
            warnings.push_back({card.error().subject, card.error().place, card.error().detail, card.error().cure});
    };
    for (const fs::path& folder : folders) {
        std::vector<fs::path> files;
        std::error_code failed; // a folder that is not there holds no cards
        for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
            if (at->path().extension() == kEnding)
                files.push_back(at->path());
        std::ranges::sort(files);
        for (const fs::path& file : files)
            add(readCardFile(file, folders));
    }
    for (const detect::ShippedCard& card : detect::shippedCards())
        add(makeCard(std::string(card.name), std::string(card.text), {}, folders));
    std::vector<FoundCard> listed;
    listed.reserve(cards.size());
    for (auto& [name, card] : cards)
        listed.push_back(std::move(card));
    return listed;
}

} // namespace cobench::engine
