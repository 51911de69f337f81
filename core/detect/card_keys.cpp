// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/card_keys.h"

#include "core/detect/model_card.h"

#include <filesystem>

namespace cobench::detect {

namespace {

using Json = nlohmann::json;

constexpr double kMostStride = 4096;
constexpr std::size_t kMostStrides = 8;
constexpr std::size_t kMostAnchors = 64; // numbers for one stride
constexpr std::size_t kMostClasses = 10000;

std::string shortNumber(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

bool isWithin(const Json& value, double from, double to)
{
    return value.is_number() && value.get<double>() >= from && value.get<double>() <= to;
}

/// Whether `list` is one of 1 to `most` such numbers.
template <typename T>
bool read(const Json& list, std::vector<T>& values, double from, double to, std::size_t most)
{
    if (!list.is_array() || list.empty() || list.size() > most)
        return false;
    for (const Json& one : list) {
        if (!isWithin(one, from, to))
            return false;
        values.push_back(static_cast<T>(one.get<double>()));
    }
    return true;
}

} // namespace

void CardKeys::fail(const char* key, std::string cure) const
{
    m_fail(key, has(key) ? "is of the wrong form" : "is missing", std::move(cure));
}

const Json* CardKeys::find(const char* key, bool isNeeded, const std::string& wanted) const
{
    const auto found = m_object.find(key);
    if (found == m_object.end() && isNeeded)
        fail(key, wanted);
    return found == m_object.end() ? nullptr : &*found;
}

const Json* CardKeys::findNumber(const char* key, bool isWhole, double from, double to, bool isNeeded) const
{
    const std::string wanted
        = (isWhole ? "a whole number from " : "a number from ") + shortNumber(from) + " to " + shortNumber(to);
    const Json* found = find(key, isNeeded, wanted);
    if (found == nullptr || (isWithin(*found, from, to) && (!isWhole || found->is_number_integer())))
        return found;
    fail(key, wanted);
    return nullptr;
}

void CardKeys::text(const char* key, std::string& value, bool isNeeded) const
{
    const Json* found = find(key, isNeeded, "a text");
    if (found != nullptr && !found->is_string())
        return fail(key, "a text");
    if (found != nullptr)
        value = found->get<std::string>();
}

void CardKeys::file(const char* key, std::string& value, bool isNeeded) const
{
    text(key, value, isNeeded);
    const std::filesystem::path path(value);
    const bool leaves = std::ranges::find(path, "..") != path.end();
    if (path.is_absolute() || leaves || value.find('\0') != std::string::npos || (isNeeded && value.empty()))
        fail(key, "the name of a file that lies beside the card or below it");
}

void CardKeys::truth(const char* key, bool& value) const
{
    const Json* found = find(key, false, {});
    if (found != nullptr && !found->is_boolean())
        return fail(key, "true or false");
    if (found != nullptr)
        value = found->get<bool>();
}

void CardKeys::strides(const char* key, std::vector<std::uint32_t>& values) const
{
    const Json* found = find(key, false, {});
    if (found != nullptr && !read(*found, values, 1, kMostStride, kMostStrides))
        fail(key, "a list of at most " + std::to_string(kMostStrides) + " numbers above 0");
}

void CardKeys::lists(const char* key, std::vector<std::vector<double>>& values) const
{
    const Json* found = find(key, false, {});
    if (found == nullptr)
        return;
    bool isRight = found->is_array() && found->size() <= kMostStrides;
    for (std::size_t i = 0; isRight && i < found->size(); ++i)
        isRight = read((*found)[i], values.emplace_back(), 1e-3, 1e5, kMostAnchors);
    if (!isRight)
        fail(key, "one list of numbers above 0 for each stride");
}

void CardKeys::triple(const char* key, std::array<double, 3>& values) const
{
    const Json* found = find(key, false, {});
    if (found == nullptr)
        return;
    constexpr double kMost = 1e6;
    std::vector<double> numbers;
    if (isWithin(*found, -kMost, kMost))
        numbers.assign(values.size(), found->get<double>());
    else if (!read(*found, numbers, -kMost, kMost, values.size()) || numbers.size() != values.size())
        return fail(key, "a number, or one for each of three channels");
    std::ranges::copy(numbers, values.begin());
}

void CardKeys::classes(const char* key, std::vector<std::string>& names) const
{
    const char* wanted = "\"coco\", or a list of names";
    const Json* found = find(key, true, wanted);
    if (found == nullptr)
        return;
    if (found->is_string() && found->get<std::string>() == "coco") {
        names = cocoClasses();
        return;
    }
    const bool areNames = found->is_array() && !found->empty() && found->size() <= kMostClasses
        && std::ranges::all_of(*found, [](const Json& name) { return name.is_string(); });
    if (!areNames)
        return fail(key, wanted);
    for (const Json& name : *found)
        names.push_back(name.get<std::string>());
}

} // namespace cobench::detect
