// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/import_code.h"
#include "core/lr/policy_text.h"
#include "tests/core/lr/python_torch.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

using namespace cobench::lr;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr int kSteps = 500;

/// PyTorch's schedulers as people write them: all names, defaults and options.
const std::vector<std::string> kPyTorch{
    "StepLR(optimizer, step_size=30)",
    "StepLR(optimizer, 30, 0.5)",
    "MultiStepLR(optimizer, milestones=[30, 80], gamma=0.2)",
    "ConstantLR(optimizer)",
    "ConstantLR(optimizer, factor=0.5, total_iters=40)",
    "LinearLR(optimizer)",
    "LinearLR(optimizer, start_factor=0.1, end_factor=0.9, total_iters=100)",
    "ExponentialLR(optimizer, gamma=0.99)",
    "PolynomialLR(optimizer, total_iters=200, power=2.0)",
    "CosineAnnealingLR(optimizer, T_max=100, eta_min=0.001)",
    "CosineAnnealingWarmRestarts(optimizer, T_0=20)",
    "CosineAnnealingWarmRestarts(optimizer, 20, 2, 0.01)",
    "CyclicLR(optimizer, 0.01, 0.1, step_size_up=25, cycle_momentum=False)",
    "CyclicLR(optimizer, 0.01, 0.1, 25, mode='triangular2', cycle_momentum=False)",
    "CyclicLR(optimizer, 0.01, 0.1, 25, mode='exp_range', gamma=0.99, cycle_momentum=False)",
    "CyclicLR(optimizer, 0.01, 0.1, 10, 40, cycle_momentum=False)",
    "CyclicLR(optimizer, 0.01, 0.1, 10, 40, mode='triangular2', cycle_momentum=False)",
    "OneCycleLR(optimizer, max_lr=0.1, total_steps=600, cycle_momentum=False)",
    "OneCycleLR(optimizer, 0.1, epochs=6, steps_per_epoch=100, anneal_strategy='linear', cycle_momentum=False)",
    "OneCycleLR(optimizer, 0.1, 600, pct_start=0.2, three_phase=True, div_factor=10, cycle_momentum=False)",
    "LambdaLR(optimizer, lambda epoch: 0.95 ** epoch)",
    "LambdaLR(optimizer, lr_lambda=lambda t: (t + 1) / warm if t < warm else max(0.1, 1 - (t // 50) * 0.1))",
    "LambdaLR(optimizer, lambda t: 0.5 * (1 + math.cos(math.pi * (t % 60) / 60)))",
    "MultiplicativeLR(optimizer, lr_lambda=lambda epoch: 0.97)",
    "SequentialLR(optimizer, schedulers=[lr_scheduler.LinearLR(optimizer, 0.1, 1.0, 20), "
    "lr_scheduler.CosineAnnealingLR(optimizer, T_max=480)], milestones=[20])",
    "SequentialLR(optimizer, [lr_scheduler.ConstantLR(optimizer, 0.1, 5), lr_scheduler.ExponentialLR(optimizer, "
    "0.9),"
    " lr_scheduler.StepLR(optimizer, 10)], milestones=[30, 60])",
};

std::string program(const std::string& call)
{
    return "import math\nimport torch\nfrom torch.optim import lr_scheduler\n"
           "weights = torch.zeros(1, requires_grad=True)\nwarm = 2 * 5\n"
           "optimizer = torch.optim.SGD([weights], lr=0.1)  # the rate\nscheduler = lr_scheduler."
        + call + "\n";
}

/// The same for the driver, which brings its own optimiser with the same rate.
std::string maker(const std::string& call)
{
    return "import math\nimport torch\nfrom torch.optim import lr_scheduler\nwarm = 2 * 5\n"
           "def make_scheduler(optimizer):\n    return lr_scheduler."
        + call + "\n";
}

using Reference = std::function<double(double)>;

struct Documented {
    const char* code;
    Reference rate;
};

/// keras/src/optimizers/schedules/learning_rate_schedule.py (Keras 3), __call__ of each class.
const std::vector<Documented> kKeras{
    {"lr = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=100, decay_rate=0.5)",
        [](double t) { return 0.1 * std::pow(0.5, t / 100); }},
    {"ExponentialDecay(0.1, 100, 0.5, staircase=True)",
        [](double t) { return 0.1 * std::pow(0.5, std::floor(t / 100)); }},
    {"PiecewiseConstantDecay([100, 110], [1.0, 0.5, 0.1])",
        [](double t) { return t <= 100 ? 1.0
                           : t <= 110  ? 0.5
                                       : 0.1; }},
    {"PolynomialDecay(0.1, 200, 0.01, power=0.5)",
        [](double t) { return 0.09 * std::pow(1 - std::min(t, 200.0) / 200, 0.5) + 0.01; }},
    {"PolynomialDecay(0.1, 200)", [](double t) { return (0.1 - 1e-4) * (1 - std::min(t, 200.0) / 200) + 1e-4; }},
    {"PolynomialDecay(0.1, 200, 0.01, cycle=True)",
        [](double t) {
            const double length = 200 * (t == 0 ? 1.0 : std::ceil(t / 200));
            return 0.09 * (1 - t / length) + 0.01;
        }},
    {"InverseTimeDecay(0.1, decay_steps=10, decay_rate=0.5)", [](double t) { return 0.1 / (1 + 0.5 * t / 10); }},
    {"InverseTimeDecay(0.1, decay_steps=10, decay_rate=0.5, staircase=True)",
        [](double t) { return 0.1 / (1 + 0.5 * std::floor(t / 10)); }},
    {"CosineDecay(0.1, 300, alpha=0.1)",
        [](double t) { return 0.1 * (0.9 * 0.5 * (1 + std::cos(kPi * std::min(t, 300.0) / 300)) + 0.1); }},
    {"CosineDecay(0.01, 300, warmup_target=0.1, warmup_steps=50)",
        [](double t) {
            return t < 50 ? 0.01 + 0.09 * t / 50 : 0.1 * 0.5 * (1 + std::cos(kPi * std::min(t - 50, 300.0) / 300));
        }},
    {"CosineDecayRestarts(0.1, 50, t_mul=1.0, m_mul=0.5, alpha=0.1)",
        [](double t) {
            const double completed = t / 50;
            const double i = std::floor(completed);
            return 0.1 * (0.9 * 0.5 * std::pow(0.5, i) * (1 + std::cos(kPi * (completed - i))) + 0.1);
        }},
    {"CosineDecayRestarts(0.1, 50)",
        [](double t) {
            const double completed = t / 50;
            const double i = std::floor(std::log(1 - completed * (1 - 2.0)) / std::log(2.0) + 1e-12);
            const double sum = (1 - std::pow(2.0, i)) / (1 - 2.0);
            return 0.1 * 0.5 * (1 + std::cos(kPi * (completed - sum) / std::pow(2.0, i)));
        }},
    {"CosineDecayRestarts(0.1, 50, m_mul=0.9)",
        [](double t) {
            const double completed = t / 50;
            const double i = std::floor(std::log(1 - completed * (1 - 2.0)) / std::log(2.0));
            const double sum = (1 - std::pow(2.0, i)) / (1 - 2.0);
            return 0.1 * 0.5 * std::pow(0.9, i) * (1 + std::cos(kPi * (completed - sum) / std::pow(2.0, i)));
        }},
};

double warm(double t, double steps, const Reference& after)
{
    return t < steps ? t / std::max(1.0, steps) : after(t);
}

/// transformers/optimization.py (4.57): the lambdas, times the rate 0.1.
const std::vector<Documented> kHuggingFace{
    {"get_constant_schedule(optimizer)", [](double) { return 1.0; }},
    {"get_constant_schedule_with_warmup(optimizer, 50)",
        [](double t) { return warm(t, 50, [](double) { return 1.0; }); }},
    {"get_linear_schedule_with_warmup(optimizer, 50, 300)",
        [](double t) { return warm(t, 50, [](double s) { return std::max(0.0, (300 - s) / 250); }); }},
    {"get_cosine_schedule_with_warmup(optimizer, num_warmup_steps=50, num_training_steps=300)",
        [](double t) { return warm(t, 50, [](double s) { return 0.5 * (1 + std::cos(kPi * (s - 50) / 250)); }); }},
    {"get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 50, 350, num_cycles=3)",
        [](double t) {
            return warm(t, 50, [](double s) {
                const double progress = (s - 50) / 300;
                return progress >= 1 ? 0.0 : 0.5 * (1 + std::cos(kPi * std::fmod(3 * progress, 1.0)));
            });
        }},
    {"get_polynomial_decay_schedule_with_warmup(optimizer, 50, 300, lr_end=0.01, power=2.0)",
        [](double t) {
            return warm(t, 50, [](double s) {
                return s > 300 ? 0.1 : (0.09 * std::pow(1 - (s - 50) / 250, 2) + 0.01) / 0.1;
            });
        }},
    {"get_inverse_sqrt_schedule(optimizer, 50)",
        [](double t) { return warm(t, 50, [](double s) { return 1 / std::sqrt(s / 50); }); }},
    {"get_inverse_sqrt_schedule(optimizer, 50, timescale=200)",
        [](double t) { return warm(t, 50, [](double s) { return 1 / std::sqrt((s + 150) / 200); }); }},
    {"get_cosine_with_min_lr_schedule_with_warmup(optimizer, 50, 300, min_lr=0.01)",
        [](double t) {
            return warm(t, 50, [](double s) { return 0.9 * 0.5 * (1 + std::cos(kPi * (s - 50) / 250)) + 0.1; });
        }},
    {"get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, 50, 300, min_lr_rate=0.1)",
        [](double t) {
            return t < 50 ? (t + 1) / 50 : 0.9 * 0.5 * (1 + std::cos(kPi * (t - 50 + 1) / 250)) + 0.1;
        }},
    {"get_wsd_schedule(optimizer, 50, 100, num_training_steps=400, min_lr_ratio=0.1)",
        [](double t) {
            if (t < 50)
                return t / 50 * 0.9 + 0.1;
            if (t < 300)
                return 1.0;
            return t < 400 ? 0.9 * 0.5 * (1 + std::cos(kPi * (t - 300) / 100)) + 0.1 : 0.1;
        }},
    {"get_wsd_schedule(optimizer, 50, 100, num_stable_steps=200, warmup_type='1-sqrt', decay_type='linear')",
        [](double t) {
            if (t < 50)
                return 1 - std::sqrt(1 - t / 50);
            if (t < 250)
                return 1.0;
            return t < 350 ? 1 - (t - 250) / 100 : 0.0;
        }},
    {"get_scheduler('cosine', optimizer, num_warmup_steps=50, num_training_steps=300)",
        [](double t) { return warm(t, 50, [](double s) { return 0.5 * (1 + std::cos(kPi * (s - 50) / 250)); }); }},
    {"get_scheduler(name='polynomial', optimizer=optimizer, num_warmup_steps=50, num_training_steps=300, "
     "scheduler_specific_kwargs={'lr_end': 0.01})",
        [](double t) {
            return warm(t, 50, [](double s) { return s > 300 ? 0.1 : (0.09 * (1 - (s - 50) / 250) + 0.01) / 0.1; });
        }},
    {"TrainingArguments('out', learning_rate=0.1, warmup_ratio=0.1, max_steps=500)",
        [](double t) { return warm(t, 50, [](double s) { return std::max(0.0, (500 - s) / 450); }); }},
};

void compareWith(const std::vector<Documented>& cases, const std::string& before, double base)
{
    for (const Documented& documented : cases) {
        const auto read = importCode(before + documented.code);
        QVERIFY2(read.ok(), documented.code);
        for (int t = 0; t < kSteps; ++t) {
            const double ours = valueAt(read->schedule, t);
            const double theirs = base * documented.rate(t);
            if (!(std::abs(ours - theirs) <= 1e-12))
                QFAIL(qPrintable(QStringLiteral("%1 at %2: %3, documented %4")
                                     .arg(QLatin1String(documented.code))
                                     .arg(t)
                                     .arg(ours, 0, 'g', 17)
                                     .arg(theirs, 0, 'g', 17)));
        }
    }
}

} // namespace

class ImportCodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_pytorch_scheduler_is_read_with_the_values_that_pytorch_gives()
    {
        if (!test::hasTorch())
            QSKIP("python3-torch is not installed");
        std::vector<std::string> makers;
        for (const std::string& call : kPyTorch)
            makers.push_back(maker(call));
        const auto rates = test::ratesOf(makers, kSteps);
        QCOMPARE(rates.size(), kPyTorch.size());
        for (std::size_t i = 0; i < kPyTorch.size(); ++i) {
            const auto read = importCode(program(kPyTorch[i]));
            QVERIFY2(read.ok(),
                qPrintable(QString::fromStdString(kPyTorch[i] + ": " + (read.ok() ? "" : describe(read.error())))));
            for (int t = 0; t < kSteps; ++t) {
                const double ours = valueAt(read->schedule, t);
                if (!(std::abs(ours - rates[i][std::size_t(t)]) <= 1e-12))
                    QFAIL(qPrintable(QStringLiteral("%1 at %2: %3, PyTorch %4")
                                         .arg(QString::fromStdString(kPyTorch[i]))
                                         .arg(t)
                                         .arg(ours, 0, 'g', 17)
                                         .arg(rates[i][std::size_t(t)], 0, 'g', 17)));
            }
        }
    }

    void every_pytorch_name_is_tried_or_refused_with_a_reason()
    {
        for (const std::string& name : importableNames(CodeFormat::PyTorch)) {
            const bool isTried = std::ranges::any_of(
                kPyTorch, [&](const std::string& call) { return call.starts_with(name + "("); });
            const auto read = importCode(program(name + "(optimizer)"));
            QVERIFY2(isTried || (!read.ok() && !read.error().cure.empty()), name.c_str());
        }
    }

    void every_keras_schedule_is_read_with_its_documented_values() { compareWith(kKeras, "", 1.0); }

    void every_hugging_face_schedule_is_read_with_its_documented_values()
    {
        compareWith(kHuggingFace, "optimizer = AdamW(model.parameters(), lr=0.1)\n", 0.1);
    }

    void the_last_scheduler_in_the_code_counts_and_names_stand_for_values()
    {
        const auto read = importCode("epochs, steps = 3, 100\nsteps = 100\n"
                                     "opt = torch.optim.Adam(net.parameters(), lr=1e-3)\n"
                                     "warm = LinearLR(opt, total_iters=5)\n"
                                     "main = CosineAnnealingLR(opt, T_max=3 * steps - 5)\n"
                                     "schedule = SequentialLR(opt, [warm, main], milestones=[5])\n");
        QVERIFY(read.ok());
        QCOMPARE(format(read->schedule),
            "lrPolicy_LINEAR+k0_0.0003333333333333333+k1_0.001+l_5-lrPolicy_COS+k0_0+k1_0.001+l_295-AT-5");
        QCOMPARE(read->source, "SequentialLR");
    }

    void training_arguments_in_json_are_read()
    {
        const auto read = importCode(
            R"({"learning_rate": 0.1, "lr_scheduler_type": "constant_with_warmup", "warmup_steps": 10})");
        QVERIFY(read.ok());
        QCOMPARE(format(read->schedule), "lrPolicy_LINEAR+k0_0+k1_0.1+l_10-lrPolicy_FIX+k0_0.1-AT-10");
    }

    void a_policy_text_is_read_as_it_is()
    {
        QCOMPARE(importCode("lrPolicy_FIX+k0_0.1\n")->source, "policy text");
        QCOMPARE(importCode("0.1").ok(), true);
        QCOMPARE(importCode("lrPolicy_FIX+kO_1").error().place, "column 14");
    }

    void faults_name_line_column_and_cure_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("place");
        QTest::newRow("no rate") << "import torch\nx = StepLR(optimizer, 30)"
                                 << "line 2, column 5";
        QTest::newRow("missing") << "o = SGD(p, lr=0.1)\nStepLR(o)"
                                 << "line 2, column 1";
        QTest::newRow("not a number") << "o = SGD(p, lr=0.1)\n\n  StepLR(o, n)"
                                      << "line 3, column 3";
        QTest::newRow("code in a lambda") << "o = SGD(p, lr=0.1)\nLambdaLR(o, lambda t: table[t])"
                                          << "line 2, column 1";
        QTest::newRow("plateau") << "ReduceLROnPlateau(o)"
                                 << "line 1, column 1";
        QTest::newRow("unknown type") << "get_scheduler('zigzag', o, 0, 10)"
                                      << "line 1, column 1";
    }

    void faults_name_line_column_and_cure()
    {
        QFETCH(QString, code);
        QFETCH(QString, place);
        const auto read = importCode(code.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(QString::fromStdString(read.error().place), place);
        QVERIFY(!read.error().cure.empty());
    }

    void doubling_names_and_deep_brackets_stay_small()
    {
        std::string code = "a = [1, 1]\n";
        for (int i = 0; i < 100; ++i)
            code += "a = [a, a]\n";
        QVERIFY(!importCode(code + std::string(100000, '(') + "StepLR(o, 1)").ok());
        QVERIFY(!importCode("SGD(p, lr=1)\nLambdaLR(o, lambda t: " + std::string(100000, '(') + ")").ok());
    }

    void garbage_is_refused_without_harm()
    {
        std::mt19937_64 random(3);
        const std::vector<std::string> words{"StepLR",
            "(",
            ")",
            "[",
            "]",
            ",",
            "=",
            "lr",
            "0.1",
            "\n",
            "lambda",
            ":",
            "t",
            "**",
            "-",
            "'",
            "\"",
            "SequentialLR",
            "milestones",
            "#",
            "lr_policy: ",
            "\"step\"",
            "{",
            "}",
            "if",
            "else",
            "TrainingArguments",
            "math.cos",
            "\\",
            "get_scheduler",
            " ",
            "1e400",
            "5_0",
            "\xff"};
        for (int round = 0; round < 20000; ++round) {
            std::string code = "o = SGD(p, lr=0.1)\n";
            for (std::size_t i = random() % 25; i > 0; --i)
                code += words[random() % words.size()];
            if (const auto read = importCode(code); read.ok())
                QVERIFY(parse(format(read->schedule)).ok());
        }
    }
};

QTEST_APPLESS_MAIN(ImportCodeTest)
#include "import_code_test.moc"
