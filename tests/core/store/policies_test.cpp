// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/open_project.h"
#include "tests/support/raw_sqlite.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;

class TestStorePolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPolicyComesBackAsItWasStored();
    void aNewVersionCountsAndTheOldOnesStay();
    void aVersionThatWasTakenBackIsNotOverwritten();
    void anUnknownVersionOrPolicyIsNotFound();
    void aTakenOrEmptyNameIsRefused();
    void tagsAreKeptInTheirOrder();
    void policiesStandInTheOrderTheyAreGiven();
    void aDeletedPolicyComesBackUntilCleanUp();
    void aReaderSeesPoliciesAndChangesNone();
    void aChangedRowIsNoticed();
};

namespace {

const PolicyText kTri{.text = "lrPolicy_TRI+k0_0.001+k1_0.006+l_2000"};
const PolicyText kFix{.text = "lrPolicy_FIX+k0_0.5", .perEpoch = true};

std::vector<std::string> namesIn(const Project& project)
{
    std::vector<std::string> names;
    const auto policies = project.policies();
    for (const PolicyEntry& entry : *policies)
        names.push_back(entry.name);
    return names;
}

} // namespace

void TestStorePolicies::aPolicyComesBackAsItWasStored()
{
    test::OpenProject project;
    const auto id = project->addPolicy("warm then still", kFix);
    VERIFY_OK(id);
    project.reopen(OpenMode::ReadWrite);
    const auto policies = project->policies();
    VERIFY_OK(policies);
    QCOMPARE(policies->size(), std::size_t{1});
    const PolicyEntry& entry = policies->front();
    QCOMPARE(entry.id, *id);
    QCOMPARE(entry.name, std::string("warm then still"));
    QVERIFY(entry.tags.empty());
    QCOMPARE(entry.versions.size(), std::size_t{1});
    QVERIFY(entry.current().policy == kFix);
    QCOMPARE(entry.current().savedAt.size(), std::size_t{20}); // 2026-01-31T00:00:00Z
}

void TestStorePolicies::aNewVersionCountsAndTheOldOnesStay()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    QCOMPARE(project->addPolicyVersion(id, kFix).value(), std::int64_t{2});
    PolicyEntry entry = project->policies()->front();
    QVERIFY(entry.current().policy == kFix);
    QVERIFY(entry.versions.front().policy == kTri);
    VERIFY_OK(project->setPolicyVersion(id, 1));
    entry = project->policies()->front();
    QVERIFY(entry.current().policy == kTri);
    QCOMPARE(entry.versions.size(), std::size_t{2});
}

void TestStorePolicies::aVersionThatWasTakenBackIsNotOverwritten()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    VERIFY_OK(project->addPolicyVersion(id, kFix));
    VERIFY_OK(project->setPolicyVersion(id, 1));
    QCOMPARE(project->addPolicyVersion(id, kTri).value(), std::int64_t{3});
    QVERIFY(project->policies()->front().versions[1].policy == kFix);
}

void TestStorePolicies::anUnknownVersionOrPolicyIsNotFound()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    QCOMPARE(project->setPolicyVersion(id, 2).error().code, ErrorCode::NotFound);
    QCOMPARE(project->addPolicyVersion(PolicyId{77}, kFix).error().code, ErrorCode::NotFound);
    QCOMPARE(project->orderPolicies({id, PolicyId{77}}).error().code, ErrorCode::NotFound);
}

void TestStorePolicies::aTakenOrEmptyNameIsRefused()
{
    test::OpenProject project;
    VERIFY_OK(project->addPolicy("a", kTri));
    const PolicyId other = project->addPolicy("b", kTri).value();
    QCOMPARE(project->addPolicy("a", kFix).error().code, ErrorCode::Conflict);
    QCOMPARE(project->addPolicy("", kFix).error().code, ErrorCode::Value);
    QCOMPARE(project->renamePolicy(other, "a").error().code, ErrorCode::Conflict);
    VERIFY_OK(project->renamePolicy(other, "c"));
    QCOMPARE(namesIn(*project.operator->()), (std::vector<std::string>{"a", "c"}));
}

void TestStorePolicies::tagsAreKeptInTheirOrder()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    const std::vector<std::string> tags{"zwei Wörter", "cyclic"};
    VERIFY_OK(project->setPolicyTags(id, tags));
    QVERIFY(project->policies()->front().tags == tags);
    QCOMPARE(project->setPolicyTags(id, {"two\nlines"}).error().code, ErrorCode::Value);
    VERIFY_OK(project->setPolicyTags(id, {}));
    QVERIFY(project->policies()->front().tags.empty());
}

void TestStorePolicies::policiesStandInTheOrderTheyAreGiven()
{
    test::OpenProject project;
    const PolicyId a = project->addPolicy("a", kTri).value();
    const PolicyId b = project->addPolicy("b", kTri).value();
    const PolicyId c = project->addPolicy("c", kTri).value();
    VERIFY_OK(project->orderPolicies({c, a, b}));
    QCOMPARE(namesIn(*project.operator->()), (std::vector<std::string>{"c", "a", "b"}));
    VERIFY_OK(project->addPolicy("d", kTri));
    QCOMPARE(namesIn(*project.operator->()).back(), std::string("d"));
}

void TestStorePolicies::aDeletedPolicyComesBackUntilCleanUp()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    VERIFY_OK(project->deletePolicy(id));
    QVERIFY(project->policies()->empty());
    VERIFY_OK(project->restorePolicy(id));
    QCOMPARE(namesIn(*project.operator->()), std::vector<std::string>{"a"});
    VERIFY_OK(project->deletePolicy(id));
    VERIFY_OK(project->cleanUp());
    QCOMPARE(project->restorePolicy(id).error().code, ErrorCode::NotFound);
}

void TestStorePolicies::aReaderSeesPoliciesAndChangesNone()
{
    test::OpenProject project;
    const PolicyId id = project->addPolicy("a", kTri).value();
    project.reopen(OpenMode::ReadOnly);
    QCOMPARE(namesIn(*project.operator->()), std::vector<std::string>{"a"});
    QCOMPARE(project->deletePolicy(id).error().code, ErrorCode::ReadOnly);
}

void TestStorePolicies::aChangedRowIsNoticed()
{
    test::OpenProject project;
    VERIFY_OK(project->addPolicy("a", kTri));
    const auto path = project->path();
    project.close();
    test::runRawSql(path, "UPDATE policy_version SET text = 'lrPolicy_FIX+k0_9'");
    project.reopen(OpenMode::ReadOnly);
    QCOMPARE(project->policies().error().code, ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(TestStorePolicies)
#include "policies_test.moc"
