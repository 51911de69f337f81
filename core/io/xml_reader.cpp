// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cobench::io {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

} // namespace

XmlReader::Event XmlReader::next()
{
    if (std::exchange(m_isEmptyTag, false))
        return end(m_name);
    for (;;) {
        const std::size_t tag = m_text.find('<', m_at);
        if (tag == std::string_view::npos)
            return m_path.empty() ? Event::Finished : Event::Failed;
        addText(m_text.substr(m_at, tag - m_at));
        m_at = tag + 1;
        const std::string_view rest = m_text.substr(m_at);
        bool isSkipped = true;
        if (rest.starts_with("!--"))
            isSkipped = skipPast("-->");
        else if (rest.starts_with("?"))
            isSkipped = skipPast("?>");
        else if (rest.starts_with("!"))
            isSkipped = skipPast(">");
        else
            return readTag();
        if (!isSkipped)
            return Event::Failed;
    }
}

XmlReader::Event XmlReader::readTag()
{
    const std::size_t close = m_text.find('>', m_at);
    if (close == std::string_view::npos)
        return Event::Failed;
    std::string_view tag = m_text.substr(m_at, close - m_at);
    m_at = close + 1;
    const bool isEnd = tag.starts_with('/');
    if (isEnd)
        tag.remove_prefix(1);
    m_isEmptyTag = !isEnd && tag.ends_with('/');
    if (m_isEmptyTag)
        tag.remove_suffix(1);
    const std::string_view name = tag.substr(0, std::min(tag.find_first_of(kBlanks), tag.size()));
    if (name.empty())
        return Event::Failed;
    if (isEnd)
        return end(name);
    if (m_path.size() == kDeepest)
        return Event::Failed;
    m_path.push_back(name);
    m_contents.emplace_back();
    m_name = name;
    return Event::Begin;
}

XmlReader::Event XmlReader::end(std::string_view name)
{
    if (m_path.empty() || m_path.back() != name)
        return Event::Failed;
    m_content = std::move(m_contents.back());
    m_path.pop_back();
    m_contents.pop_back();
    m_name = name;
    const std::size_t begin = std::min(m_content.find_first_not_of(kBlanks), m_content.size());
    m_content.erase(0, begin);
    m_content.erase(m_content.find_last_not_of(kBlanks) + 1);
    return Event::End;
}

bool XmlReader::skipPast(std::string_view mark)
{
    const std::size_t found = m_text.find(mark, m_at);
    if (found == std::string_view::npos)
        return false;
    m_at = found + mark.size();
    return true;
}

void XmlReader::addText(std::string_view text)
{
    if (m_contents.empty())
        return;
    std::string& content = m_contents.back();
    while (!text.empty()) {
        const auto entity
            = std::ranges::find_if(kEntities, [&](const auto& known) { return text.starts_with(known.first); });
        const bool isKnown = entity != kEntities.end();
        content += isKnown ? entity->second : text.front();
        text.remove_prefix(isKnown ? entity->first.size() : 1);
    }
}

std::size_t XmlReader::line() const
{
    return 1 + static_cast<std::size_t>(std::ranges::count(m_text.substr(0, m_at), '\n'));
}

} // namespace cobench::io
