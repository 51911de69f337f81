// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/condition.h"

#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::train;

class ConditionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_tell_what_was_done()
    {
        QCOMPARE(conditionName({}), std::string());
        QCOMPARE(conditionName(Attack{.epsilon = 0.03}), std::string("fgsm-0.03"));
        QCOMPARE(conditionName(Attack{.kind = Attack::Kind::Pgd, .epsilon = 0.1}), std::string("pgd-0.1"));
        QCOMPARE(conditionName(Attack{.kind = Attack::Kind::Pgd, .epsilon = 0.1, .steps = 40}),
            std::string("pgd-0.1-40"));
        QCOMPARE(conditionName(Corruption{CorruptionKind::Blur, 4}), std::string("blur-4"));
    }

    void every_name_leads_back_to_its_kind()
    {
        QCOMPARE(attackNames(), (std::vector<std::string>{"fgsm", "pgd"}));
        QCOMPARE(corruptionNames(), (std::vector<std::string>{"noise", "blur", "contrast"}));
        for (const auto& names : {attackNames(), corruptionNames()})
            for (const std::string& name : names)
                QVERIFY(conditionName(*conditionNamed(name)).starts_with(name + "-"));
        QCOMPARE(conditionNamed("fog").error().code, ErrorCode::Usage);
    }

    void json_keeps_every_field_and_nonsense_is_refused()
    {
        const Attack attack{
            .kind = Attack::Kind::Pgd, .epsilon = 0.07, .steps = 3, .stepSize = 0.01, .seed = 1ULL << 60};
        const auto back = conditionFromJson(toJson(attack));
        VERIFY_OK(back);
        QCOMPARE(toJson(*back), toJson(attack));
        const Corruption blur{CorruptionKind::Blur, 2, 5};
        QCOMPARE(toJson(*conditionFromJson(toJson(blur))), toJson(blur));
        QVERIFY(std::holds_alternative<std::monostate>(*conditionFromJson(toJson(Condition()))));
        for (const char* text : {"",
                 "{}",
                 R"({"kind":"fog"})",
                 R"({"kind":"blur","severity":9,"seed":1})",
                 R"({"kind":"fgsm","epsilon":-1,"steps":1,"step_size":0,"seed":1})"})
            QCOMPARE(conditionFromJson(text).error().code, ErrorCode::Corrupt);
    }

    void all_that_is_out_of_range_is_told()
    {
        QCOMPARE(findProblems(Attack{.epsilon = 0.0, .steps = 0, .stepSize = 2.0}).size(), std::size_t{3});
        QCOMPARE(findProblems(Corruption{CorruptionKind::Noise, 6}).size(), std::size_t{1});
        QVERIFY(findProblems(Condition()).empty());
    }
};

QTEST_APPLESS_MAIN(ConditionTest)
#include "condition_test.moc"
