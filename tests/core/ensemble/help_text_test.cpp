// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/help_text.h"

#include <QTest>

#include <cmath>

using namespace cobench::ensemble;

namespace {

HelpReport report(HelpVerdict verdict)
{
    return {.teams = 26,
        .overall = 0.625,
        .partial = 0.4,
        .bySize = {{.size = 2, .teams = 10, .r = 0.5},
            {.size = 3, .teams = 10, .r = -0.25},
            {.size = 5, .teams = 1, .r = std::nan("")}},
        .nullPartials = {-0.1, 0.0, 0.1},
        .nullLow = -0.1,
        .nullHigh = 0.1,
        .verdict = verdict};
}

void verifyContains(const std::string& text, const char* part)
{
    QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

} // namespace

class HelpTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_verdict_has_an_id_and_rests_on_its_figures()
    {
        for (const auto& [verdict, word, begins] : {std::tuple(HelpVerdict::Helps, "helps", "Diversity helps here"),
                 std::tuple(HelpVerdict::Hurts, "hurts", "More diverse teams are worse here"),
                 std::tuple(HelpVerdict::Capability, "capability", "Diversity says nothing here")}) {
            QCOMPARE(id(verdict), std::string_view(word));
            const std::string text = explain(report(verdict), {});
            QVERIFY2(text.starts_with(begins), text.c_str());
            verifyContains(text, "r = 0.40");
            verifyContains(text, "-0.10 to 0.10 (95 % of 3 pools");
            verifyContains(text, "positive for 1 of 2 sizes");
            verifyContains(text, "no independent observations");
        }
    }

    void what_cannot_be_told_says_why()
    {
        HelpReport few = report(HelpVerdict::Undecided);
        few.teams = 1;
        verifyContains(explain(few, {}), "1 team has a defined diversity score");
        HelpReport flat = report(HelpVerdict::Undecided);
        flat.overall = flat.partial = std::nan("");
        verifyContains(explain(flat, {}), "the same diversity or the same accuracy");
        HelpReport fixed = report(HelpVerdict::Undecided);
        fixed.partial = std::nan("");
        verifyContains(explain(fixed, {}), "mean member accuracy alone");
        HelpReport early = report(HelpVerdict::Undecided);
        early.nullPartials.clear();
        verifyContains(explain(early, {}), "not known before a comparison");
    }
};

QTEST_APPLESS_MAIN(HelpTextTest)
#include "help_text_test.moc"
