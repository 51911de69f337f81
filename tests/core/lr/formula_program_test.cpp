// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/expression.h"
#include "core/lr/formula_functions.h"
#include "core/lr/formula_program.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace cobench::lr;

namespace {

/// muParser's own values, step by step, against the blocks'.
void compareWithEachStep(const std::string& text, double first, std::size_t count)
{
    const auto formula = Expression::parse(text);
    QVERIFY2(formula.ok(), text.c_str());
    std::vector<double> block(count);
    formula->values(first, block);
    for (std::size_t i = 0; i < block.size(); ++i) {
        const double single = formula->at(first + double(i));
        if (block[i] != single && !(std::isnan(block[i]) && std::isnan(single)))
            QFAIL(qPrintable(QStringLiteral("%1 at %2: %3, not %4")
                                 .arg(QString::fromStdString(text))
                                 .arg(first + double(i))
                                 .arg(block[i], 0, 'g', 17)
                                 .arg(single, 0, 'g', 17)));
    }
}

/// Formulas of every operator and function, nested as they come.
class Formulas
{
public:
    explicit Formulas(unsigned seed)
        : m_random(seed)
    {
    }

    std::string next(int depth)
    {
        switch (depth == 0 ? one(4) : 4 + one(5)) {
        case 0:
        case 1:
            return "t";
        case 2:
            return std::to_string(one(1000)) + "e-" + std::to_string(one(4));
        case 3:
            return one(2) == 0 ? "pi" : "e";
        case 4:
            return next(depth - 1) + pick({"+", " - ", "*", "/", "^"}) + next(depth - 1);
        case 5:
            return std::string("(") + next(depth - 1) + ")" + pick({"<", ">=", "==", "!=", "&&", " || ", "*"})
                + next(depth - 1);
        case 6:
            return std::string("(") + next(depth - 1) + " ? " + next(depth - 1) + " : " + next(depth - 1) + ")";
        case 7:
            return std::string("(-") + next(depth - 1) + pick({"", "^2", "^-2"}) + ")";
        default:
            return call(depth);
        }
    }

private:
    std::string call(int depth)
    {
        const std::size_t choice = one(unaryFunctions().size() + binaryFunctions().size() + 1);
        if (choice < unaryFunctions().size())
            return std::string(unaryFunctions()[choice].name) + "(" + next(depth - 1) + ")";
        const std::size_t rest = choice - unaryFunctions().size();
        const std::string pair = std::string("(") + next(depth - 1) + ", " + next(depth - 1);
        if (rest < binaryFunctions().size())
            return binaryFunctions()[rest].name + pair + ")";
        return pick({"min", "max"}) + pair + "," + next(depth - 1) + ")";
    }

    std::size_t one(std::size_t count) { return m_random() % count; }
    std::string pick(std::initializer_list<const char*> texts) { return *(texts.begin() + one(texts.size())); }

    std::mt19937 m_random;
};

} // namespace

class FormulaProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hand_computed_values_are_met()
    {
        const auto program = FormulaProgram::compile("t < 2 ? -2^2 + t : 2^-t*8 + mod(t, 3)");
        QVERIFY(program.has_value());
        std::vector<double> out(5);
        program->values(0.0, out);
        QCOMPARE(out, (std::vector<double>{-4.0, -3.0, 4.0, 1.0, 1.5}));
    }

    void every_formula_of_the_manual_is_compiled_and_equals_its_single_steps()
    {
        for (const char* text : {"0.1*exp(-t/500)",
                 "t < 20 ? 0.1*(t + 1)/20 : 0.1*exp(-(t - 20)/200) + 1e-4*abs(sin(t))",
                 "0.001 + 0.005*exp(-t/30000)*abs(sin(t/9000))",
                 "t<10 ? .5 : t<20 ? 5.e-1*t : t < 30 && t != 25 || t == 40 ? 1 : min(t, 3, 2*t/7)",
                 "floor(3*t/10) + rint(t/7) - sign(5-t)*log2(t+1)",
                 "2^3^2 - 2^-t^2*t",
                 "1/(t-100)"}) {
            QVERIFY2(FormulaProgram::compile(text).has_value(), text);
            compareWithEachStep(text, 0.0, 1500);
            compareWithEachStep(text, 123456.0, 700);
        }
    }

    void formulas_drawn_at_random_equal_their_single_steps()
    {
        Formulas formulas(7);
        for (int i = 0; i < 400; ++i)
            compareWithEachStep(formulas.next(1 + i % 4), double(i % 3) * 1000.0, 300);
    }

    void a_formula_that_only_the_library_knows_is_still_evaluated()
    {
        const std::string nested = std::string(300, '(') + "t" + std::string(300, ')');
        for (const std::string& text : {std::string("atan2(t, 2) + avg(t, 1, 2)"), nested}) {
            QVERIFY(!FormulaProgram::compile(text).has_value());
            compareWithEachStep(text, 0.0, 300);
        }
    }
};

QTEST_APPLESS_MAIN(FormulaProgramTest)
#include "formula_program_test.moc"
