// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_figures.h"

#include "core/lr/policy_text.h"
#include "ui/bridge/counted.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr double kSignificant = 0.05;

struct MetricName {
    std::string_view id;
    const char* title;
    const char* unit; // of the axis
    const char* help;
    bool isShare; // shown in per cent
    int decimals;
};

constexpr std::array<MetricName, 15> kNames{{
    {"test_accuracy",
        "Test accuracy",
        "%",
        "Correct test samples / test samples, top-1; 0 … 100 %, higher is better.",
        true,
        2},
    {"val_accuracy",
        "Val accuracy",
        "%",
        "Correct validation samples / validation samples after the last epoch; 0 … 100 %, higher is better.",
        true,
        2},
    {"test_top5",
        "Test top-5",
        "%",
        "Test samples whose class is among the five likeliest / test samples; 0 … 100 %, higher is better.",
        true,
        2},
    {"test_loss",
        "Test loss",
        "nats",
        "Mean of −ln p(true class) over the test samples; 0 … ∞ nats, lower is better.",
        false,
        4},
    {"average_confidence",
        "Confidence",
        "",
        "Mean of the largest probability over the test samples that are right; 1/classes … 1, higher is better.",
        false,
        4},
    {"confidence_deviation",
        "Confidence deviation",
        "",
        "Population deviation of the largest probability over the test samples that are right; 0 … 0.5, lower is "
        "better.",
        false,
        4},
    {"cdac",
        "CDAC",
        "",
        "Confidence deviation across classes: population deviation over the classes of the mean confidence of each "
        "class's correct samples; 0 … 0.5, lower is better.",
        false,
        4},
    {"loss_gap",
        "Loss gap",
        "nats",
        "Test loss − train loss, both in evaluation mode on the final weights; −∞ … ∞ nats, lower is better.",
        false,
        4},
    {"attacked_accuracy",
        "Accuracy under attack",
        "%",
        "Correct test samples / test samples when every picture is changed along the network's own gradient (FGSM; "
        "Goodfellow et al., ICLR 2015); 0 … 100 %, higher is more robust.",
        true,
        2},
    {"iterations", "Iterations", "", "Steps of the optimiser that were made; lower is cheaper.", false, 0},
    {"samples", "Samples", "", "Training samples seen: iterations × batch; lower is cheaper.", false, 0},
    {"seconds", "Time", "s", "Wall time of the run, all its attempts together; lower is cheaper.", false, 1},
    {"joules",
        "Energy",
        "J",
        "Of the machine's packages, their memory and NVIDIA cards while the run lasted, where they measure it; "
        "lower "
        "is cheaper. Runs beside it count, too.",
        false,
        0},
    {"iterations_to_target",
        "Iterations to target",
        "",
        "Steps until the validation accuracy first reached the target; counted at the ends of epochs, lower is "
        "cheaper.",
        false,
        0},
    {"seconds_to_target",
        "Time to target",
        "s",
        "Iterations to the target at the run's mean pace; lower is cheaper.",
        false,
        1},
}};

QString tr(const char* text)
{
    return QCoreApplication::translate("cobench::ui::RankFigures", text);
}

const MetricName& nameOf(const jobs::RankMetric& metric)
{
    return *std::ranges::find(kNames, metric.id, &MetricName::id);
}

double shown(const MetricName& name, double value)
{
    return name.isShare ? 100.0 * value : value;
}

QString numberText(const MetricName& name, double value)
{
    return std::isfinite(value) ? QLocale(QLocale::English).toString(shown(name, value), 'f', name.decimals)
                                : u"–"_s;
}

QString unitText(const MetricName& name)
{
    return *name.unit == '\0' ? QString() : u" "_s + tr(name.unit);
}

QString pText(double p)
{
    return p < 0.001 ? tr("p < 0.001") : tr("p = %1").arg(QString::number(p, 'g', 2));
}

/// "TRI2 (p = 0.3), COS (p = 0.08)"
QString withTests(const std::vector<const jobs::RankedPolicy*>& policies)
{
    QStringList words;
    for (const jobs::RankedPolicy* policy : policies)
        words << u"%1 (%2)"_s.arg(shortName(*policy), pText(policy->againstBest.p));
    return words.join(u", "_s);
}

} // namespace

QString metricTitle(const jobs::RankMetric& metric)
{
    return tr(nameOf(metric).title);
}

QString metricAxis(const jobs::RankMetric& metric)
{
    const MetricName& name = nameOf(metric);
    return *name.unit == '\0' ? tr(name.title) : u"%1 [%2]"_s.arg(tr(name.title), tr(name.unit));
}

QString metricHelp(const jobs::RankMetric& metric)
{
    return tr(nameOf(metric).help);
}

QString meanText(const jobs::RankMetric& metric, const study::MeanInterval& interval)
{
    const MetricName& name = nameOf(metric);
    const QString mean = numberText(name, interval.mean);
    if (!std::isfinite(interval.high) || !(interval.high > interval.low))
        return std::isfinite(interval.mean) ? mean + unitText(name) : mean;
    return u"%1 ± %2%3"_s.arg(mean, numberText(name, interval.high - interval.mean), unitText(name));
}

QString shortName(const jobs::RankedPolicy& policy)
{
    return policyName(policy.schedule);
}

plots::PlotTable rankingTable(const jobs::Ranking& ranking, const RankView& view)
{
    plots::PlotTable table{.caption = tr("Ranking by %1").arg(metricTitle(*view.order.by)),
        .headers = {tr("Policy"), tr("Trained to the end"), tr("On the front"), tr("n")}};
    for (const jobs::RankMetric& metric : jobs::rankMetrics())
        table.headers.insert(table.headers.end(),
            {metricAxis(metric), tr("%1, low").arg(metricTitle(metric)), tr("%1, high").arg(metricTitle(metric))});
    table.headers.insert(
        table.headers.end(), {tr("Best − this"), tr("p"), tr("Reached the target"), tr("Sensitivity [%]")});
    for (const jobs::RankedPolicy& policy : ranking.policies) {
        std::vector<plots::PlotCell> row{toQString(lr::format(policy.schedule)),
            policy.isFinished ? tr("yes") : tr("no"),
            policy.isOnFront ? tr("yes") : tr("no"),
            static_cast<double>(policy.runs.size())};
        for (const jobs::RankMetric& metric : jobs::rankMetrics()) {
            const study::MeanInterval& mean = policy.mean(metric);
            for (const double value : {mean.mean, mean.low, mean.high})
                row.emplace_back(shown(nameOf(metric), value));
        }
        row.emplace_back(shown(nameOf(*view.order.by), policy.againstBest.difference));
        row.emplace_back(policy.againstBest.p);
        row.emplace_back(
            std::isnan(view.target) ? std::nan("") : static_cast<double>(policy.reachedWithin(view.within)));
        row.emplace_back(100.0 * policy.sensitivity());
        table.rows.push_back(std::move(row));
    }
    return table;
}

plots::ScatterData frontFigure(const jobs::Ranking& ranking, const RankView& view)
{
    const MetricName& by = nameOf(*view.order.by);
    const MetricName& cost = nameOf(*view.order.cost);
    plots::ScatterData data{.title = tr("%1 against %2").arg(tr(by.title), tr(cost.title).toLower()),
        .note = tr("means over the seeds"),
        .xTitle = metricAxis(*view.order.cost),
        .yTitle = metricAxis(*view.order.by),
        .groups = {{.name = tr("policies")}}};
    for (std::uint32_t i = 0; i < ranking.policies.size(); ++i) {
        const jobs::RankedPolicy& policy = ranking.policies[i];
        if (!policy.isFinished)
            continue;
        data.groups[0].x.push_back(shown(cost, policy.mean(*view.order.cost).mean));
        data.groups[0].y.push_back(shown(by, policy.mean(*view.order.by).mean));
        data.groups[0].ids.push_back(i);
    }
    return data;
}

std::vector<std::uint32_t> frontOf(const jobs::Ranking& ranking)
{
    std::vector<std::uint32_t> front;
    for (std::uint32_t i = 0; i < ranking.policies.size(); ++i)
        if (ranking.policies[i].isOnFront)
            front.push_back(i);
    return front;
}

QString verdict(const jobs::Ranking& ranking, const RankView& view)
{
    if (ranking.policies.empty())
        return {};
    const jobs::RankedPolicy& best = ranking.policies.front();
    if (!best.isFinished)
        return tr("No policy was trained to its end with all seeds.");
    QString text = tr("First by %1: %2, %3.")
                       .arg(metricTitle(*view.order.by).toLower(),
                           shortName(best),
                           meanText(*view.order.by, best.mean(*view.order.by)));
    std::vector<const jobs::RankedPolicy*> same;
    std::vector<const jobs::RankedPolicy*> other;
    for (const jobs::RankedPolicy& policy : ranking.policies)
        if (policy.isFinished && policy.againstBest.n > 1)
            (policy.againstBest.p < kSignificant ? other : same).push_back(&policy);
    if (same.empty() && other.empty())
        return text + u' ' + tr("A paired test takes two seeds and two policies that were trained to their ends.");
    const std::size_t n = best.runs.size();
    text += u' ' + tr("Paired t test over %1, at 0.05:").arg(counted(n, tr("seed"), tr("seeds"))) + u' ';
    QStringList parts;
    if (!same.empty())
        parts << tr("not different from %1").arg(withTests(same));
    if (!other.empty())
        parts << tr("different from %1").arg(withTests(other));
    return text + parts.join(u"; "_s) + u'.';
}

QString rankCommand(const QString& project, const jobs::Ranking& ranking, const RankView& view)
{
    QStringList runs;
    for (const jobs::RankedPolicy& policy : ranking.policies) {
        for (const jobs::RankedRun& run : policy.runs)
            if (run.run.value != 0)
                runs << QString::number(run.run.value);
        for (const jobs::ScaledRun& scaled : policy.scaled)
            runs << QString::number(scaled.run.run.value);
    }
    if (runs.isEmpty())
        return {};
    QString line = u"cobench-cli lr rank --project %1 --runs %2 --by %3 --cost %4"_s.arg(
        quoted(project), runs.join(u','), toQString(view.order.by->id), toQString(view.order.cost->id));
    if (!std::isnan(view.target))
        line += u" --target "_s + QString::number(view.target);
    if (std::isfinite(view.within))
        line += u" --within "_s + QString::number(view.within, 'f', 0);
    return line;
}

} // namespace cobench::ui
