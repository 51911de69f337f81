// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/array_store.h"
#include "core/store/failure.h"
#include "core/store/layout.h"
#include "core/store/project.h"
#include "core/store/store_file.h"

namespace cobench::store {

/// The Project on a database file.
class ProjectFile final : public Project
{
public:
    ProjectFile(Layout layout, StoreFile file, const Environment& environment);
    ~ProjectFile() override;

    const std::filesystem::path& path() const override { return m_layout.database; }
    bool isReadOnly() const override { return !m_file.lock; }

    Result<std::vector<PoolEntry>> pools() const override;
    Result<PoolId> findPool(const std::string& name) const override;
    Result<PoolId> addPool(const data::Pool& pool,
        const std::string& name,
        const PoolOrigin& origin,
        Progress& progress,
        const CancelToken& cancel) override;
    Result<void> addMember(PoolId pool, const data::Pool& single) override;
    Result<void> addSplits(
        PoolId pool, const data::Pool& more, Progress& progress, const CancelToken& cancel) override;
    Result<std::shared_ptr<const data::Pool>> loadPool(PoolId pool, bool withExcluded) const override;
    Result<std::shared_ptr<const data::Pool>> loadPool(
        PoolId pool, bool withExcluded, Progress& progress, const CancelToken& cancel) const override;
    Result<std::vector<MemberEntry>> members(PoolId pool) const override;
    Result<void> setMembers(PoolId pool, const std::vector<MemberEntry>& members) override;
    Result<void> renamePool(PoolId pool, const std::string& name) override;
    Result<void> setClassNames(PoolId pool, const std::vector<std::string>& names) override;
    Result<void> deletePool(PoolId pool) override;
    Result<void> restorePool(PoolId pool) override;
    Result<void> setTruth(PoolId pool, const std::vector<SplitTruth>& truth, const PoolOrigin& origin) override;
    Result<PoolOrigin> origin(PoolId pool) const override;
    Result<void> setOrigin(PoolId pool, const PoolOrigin& origin) override;

    Result<std::vector<TeamEntry>> teams(PoolId pool) const override;
    Result<TeamId> addTeam(PoolId pool, const std::string& name, const std::vector<std::int64_t>& members) override;
    Result<void> renameTeam(TeamId team, const std::string& name) override;
    Result<void> deleteTeam(TeamId team) override;
    Result<void> restoreTeam(TeamId team) override;
    Result<void> orderTeams(PoolId pool, const std::vector<TeamId>& teams) override;

    Result<std::vector<ReportEntry>> reports() const override;
    Result<ReportId> addReport(const std::string& name, const std::vector<BlockEntry>& blocks) override;
    Result<std::vector<BlockEntry>> blocks(ReportId report) const override;
    Result<void> setBlocks(ReportId report, const std::vector<BlockEntry>& blocks) override;
    Result<void> renameReport(ReportId report, const std::string& name) override;
    Result<void> deleteReport(ReportId report) override;
    Result<void> restoreReport(ReportId report) override;

    Result<std::vector<PolicyEntry>> policies() const override;
    Result<PolicyId> addPolicy(const std::string& name, const PolicyText& text) override;
    Result<std::int64_t> addPolicyVersion(PolicyId policy, const PolicyText& text) override;
    Result<void> setPolicyVersion(PolicyId policy, std::int64_t number) override;
    Result<void> setPolicyTags(PolicyId policy, const std::vector<std::string>& tags) override;
    Result<void> renamePolicy(PolicyId policy, const std::string& name) override;
    Result<void> orderPolicies(const std::vector<PolicyId>& policies) override;
    Result<void> deletePolicy(PolicyId policy) override;
    Result<void> restorePolicy(PolicyId policy) override;

    Result<std::vector<SessionEntry>> sessions() const override;
    Result<SessionId> addSession(const SessionEntry& entry, const SessionBlocks& blocks) override;
    Result<void> readSession(SessionId session, const SessionBlockSink& sink) const override;
    Result<void> renameSession(SessionId session, const std::string& name) override;
    Result<void> deleteSession(SessionId session) override;
    Result<void> restoreSession(SessionId session) override;

    Result<void> setText(const std::string& key, const std::string& value) override;
    Result<std::optional<std::string>> text(const std::string& key) const override;
    Result<std::vector<std::string>> textKeys(const std::string& prefix) const override;
    Result<void> removeText(const std::string& key) override;

    Result<void> saveCopy(const std::filesystem::path& target,
        CopyScope scope,
        Progress& progress,
        const CancelToken& cancel) override;
    Result<std::uint64_t> cleanUp(const CleanUp& what, Progress& progress, const CancelToken& cancel) override;
    Result<DiskUse> diskUse() const override;
    Result<std::vector<Warning>> damage(Progress& progress, const CancelToken& cancel) const override;

private:
    /// Runs `work` in one transaction and seals the rows it wrote.
    template <typename Work>
    auto write(Work work) -> decltype(guarded(work));
    template <typename Value>
    void changePool(PoolId pool, const char* column, const Value& value, bool isHidden);
    void requirePool(PoolId pool, bool isHidden) const;
    /// `table` is one whose rows have id, name and hidden.
    void requireRow(const SealedTable& table, std::int64_t id, bool isHidden) const;
    void requireFreeName(const SealedTable& table, const std::string& name, std::int64_t except) const;
    /// Throws Corrupt unless column 0 of the row, its intactExpression, is true.
    void requireIntactRow(const Statement& row, const std::string& what) const;
    /// Its pool. NotFound, or Corrupt for a row that does not match its checksum.
    PoolId requireTeam(TeamId team, bool isHidden) const;
    void requireFreeTeamName(PoolId pool, const std::string& name, TeamId except) const;
    void writeOrigin(PoolId pool, const PoolOrigin& origin);
    void writeText(const std::string& key, const std::string& value);
    void insertBlocks(ReportId report, const std::vector<BlockEntry>& blocks);
    std::vector<PolicyVersion> policyVersions(PolicyId policy) const;
    void requirePolicyVersion(PolicyId policy, std::int64_t number) const;
    void insertPolicyVersion(PolicyId policy, std::int64_t number, const PolicyText& text);
    void changePolicy(PolicyId policy, const std::string& assignment);
    void hideSession(SessionId session, bool isHidden);
    void applyEntry(PoolId pool, const MemberEntry& entry, std::int64_t position);
    Failure failure(ErrorCode code, std::string detail, std::string cure) const;

    Layout m_layout;
    Environment m_environment;
    mutable StoreFile m_file; // SQLite's handle changes even when we only read
    mutable ArrayStore m_arrays;
};

template <typename Work>
auto ProjectFile::write(Work work) -> decltype(guarded(work))
{
    if (isReadOnly())
        return failure(ErrorCode::ReadOnly, "is open read-only", "save it under another name to change it").error();
    return guarded([&] {
        Transaction transaction(m_file.database);
        const auto finish = [&] {
            sealRows(m_file.database, projectSchema().tables);
            transaction.commit();
        };
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            finish();
        } else {
            auto value = work();
            finish();
            return value;
        }
    });
}

} // namespace cobench::store
