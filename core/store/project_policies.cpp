// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"

#include <algorithm>

namespace cobench::store {

namespace {

std::string joined(const std::vector<std::string>& tags)
{
    std::string text;
    for (const std::string& tag : tags)
        text += (text.empty() ? "" : "\n") + tag;
    return text;
}

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> found;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        found.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

bool isTag(const std::string& tag)
{
    return !tag.empty() && tag.find('\n') == std::string::npos;
}

} // namespace

const PolicyVersion& PolicyEntry::current() const
{
    return *std::ranges::find(versions, version, &PolicyVersion::number);
}

std::vector<PolicyVersion> ProjectFile::policyVersions(PolicyId policy) const
{
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kPolicyVersion)
            + ", number, text, unit, saved_at FROM policy_version WHERE policy = ?1 ORDER BY number",
        policy.value);
    std::vector<PolicyVersion> versions;
    while (row.step()) {
        requireIntactRow(row, "a version of a policy");
        versions.push_back({.number = row.integer(1),
            .policy = {.text = row.text(2), .perEpoch = row.integer(3) != 0},
            .savedAt = row.text(4)});
    }
    return versions;
}

void ProjectFile::requirePolicyVersion(PolicyId policy, std::int64_t number) const
{
    Statement row(
        m_file.database, "SELECT 1 FROM policy_version WHERE policy = ?1 AND number = ?2", policy.value, number);
    if (!row.step())
        throw failure(ErrorCode::NotFound, "has no version " + std::to_string(number) + " of this policy", {});
}

void ProjectFile::insertPolicyVersion(PolicyId policy, std::int64_t number, const PolicyText& text)
{
    runSql(m_file.database,
        "INSERT INTO policy_version (policy, number, text, unit, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        policy.value,
        number,
        text.text,
        text.perEpoch ? 1 : 0,
        nowUtc());
}

void ProjectFile::changePolicy(PolicyId policy, const std::string& assignment)
{
    runSql(m_file.database, "UPDATE policy SET " + assignment + ", crc = -1 WHERE id = ?1", policy.value);
}

Result<std::vector<PolicyEntry>> ProjectFile::policies() const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kPolicy)
                + ", id, name, tags, version FROM policy WHERE hidden = 0 ORDER BY position, id");
        std::vector<PolicyEntry> entries;
        while (row.step()) {
            requireIntactRow(row, "a learning-rate policy");
            PolicyEntry& entry = entries.emplace_back(PolicyEntry{.id = PolicyId{row.integer(1)},
                .name = row.text(2),
                .tags = lines(row.text(3)),
                .version = row.integer(4)});
            entry.versions = policyVersions(entry.id);
            if (std::ranges::find(entry.versions, entry.version, &PolicyVersion::number) == entry.versions.end())
                throw failure(
                    ErrorCode::Corrupt, "the policy " + entry.name + " lacks the version that counts", {});
        }
        return entries;
    });
}

Result<PolicyId> ProjectFile::addPolicy(const std::string& name, const PolicyText& text)
{
    return write([&] {
        requireFreeName(sealed::kPolicy, name, 0);
        runSql(m_file.database,
            "INSERT INTO policy (name, tags, position, version, hidden) VALUES"
            " (?1, '', (SELECT coalesce(max(position), 0) + 1 FROM policy), 1, 0)",
            name);
        const PolicyId id{m_file.database.lastInsertId()};
        insertPolicyVersion(id, 1, text);
        return id;
    });
}

Result<std::int64_t> ProjectFile::addPolicyVersion(PolicyId policy, const PolicyText& text)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, false);
        const std::int64_t number = policyVersions(policy).back().number + 1;
        insertPolicyVersion(policy, number, text);
        changePolicy(policy, "version = " + std::to_string(number));
        return number;
    });
}

Result<void> ProjectFile::setPolicyVersion(PolicyId policy, std::int64_t number)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, false);
        requirePolicyVersion(policy, number);
        changePolicy(policy, "version = " + std::to_string(number));
    });
}

Result<void> ProjectFile::setPolicyTags(PolicyId policy, const std::vector<std::string>& tags)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, false);
        if (!std::ranges::all_of(tags, isTag))
            throw failure(ErrorCode::Value, "a tag is empty or has a line break", {});
        runSql(m_file.database, "UPDATE policy SET tags = ?2, crc = -1 WHERE id = ?1", policy.value, joined(tags));
    });
}

Result<void> ProjectFile::renamePolicy(PolicyId policy, const std::string& name)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, false);
        requireFreeName(sealed::kPolicy, name, policy.value);
        runSql(m_file.database, "UPDATE policy SET name = ?2, crc = -1 WHERE id = ?1", policy.value, name);
    });
}

Result<void> ProjectFile::orderPolicies(const std::vector<PolicyId>& policies)
{
    return write([&] {
        for (std::size_t position = 0; position < policies.size(); ++position) {
            requireRow(sealed::kPolicy, policies[position].value, false);
            changePolicy(policies[position], "position = " + std::to_string(position + 1));
        }
    });
}

Result<void> ProjectFile::deletePolicy(PolicyId policy)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, false);
        changePolicy(policy, "hidden = 1");
    });
}

Result<void> ProjectFile::restorePolicy(PolicyId policy)
{
    return write([&] {
        requireRow(sealed::kPolicy, policy.value, true);
        Statement row(m_file.database, "SELECT name FROM policy WHERE id = ?1", policy.value);
        row.step();
        requireFreeName(sealed::kPolicy, row.text(0), policy.value);
        row.reset();
        changePolicy(policy, "hidden = 0");
    });
}

} // namespace cobench::store
