// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/view_spec.h"

#include "core/ensemble/metric.h"
#include "ui/pages/edge/plan_query.h"
#include "ui/pages/reports/curves_query.h"
#include "ui/pages/reports/policy_query.h"
#include "ui/pages/reports/replay_query.h"
#include "ui/pages/reports/spec_text.h"
#include "ui/pages/reports/sweep_query.h"
#include "ui/pages/reports/view_fields.h"

#include <algorithm>
#include <array>
#include <vector>

namespace cobench::ui {

namespace {

using Kind = ViewSpec::Kind;

constexpr std::array kForms{
    ViewForm{Kind::Matrix,
        "matrix",
        "matrix:POOL:METRIC[:SPLIT[:SAMPLES]]",
        "Diversity of each pair of models",
        ViewTakes::Metric},
    ViewForm{Kind::Scatter,
        "scatter",
        "scatter:POOL:METRIC[:SPLIT[:SAMPLES]]",
        "Every team by diversity and accuracy",
        ViewTakes::Metric},
    ViewForm{Kind::Pareto,
        "pareto",
        "pareto:POOL:METRIC[:SPLIT[:AXIS[:SAMPLES]]]",
        "Pareto front of accuracy, diversity and cost",
        ViewTakes::Metric},
    ViewForm{Kind::Selection,
        "selection",
        "selection:POOL:METRIC[:SPLIT[:METHOD[:OPTIONS]]]",
        "Chosen teams, thresholds and clusters",
        ViewTakes::Metric},
    ViewForm{Kind::Chance,
        "chance",
        "chance:POOL:METRIC[:SPLIT[:SHUFFLES[:SEED[:SAMPLES]]]]",
        "Does diversity help? Compared with chance",
        ViewTakes::Metric},
    ViewForm{Kind::Correlations,
        "correlations",
        "correlations:POOL:METRIC[:SPLIT[:SAMPLES]]",
        "Does diversity help? Within each team size",
        ViewTakes::Metric},
    ViewForm{Kind::Tree,
        "tree",
        "tree:POOL:METRIC[:SPLIT[:SIZE[:BETA[:CONVENTION]]]]",
        "Hierarchical pruning: what became of every team",
        ViewTakes::Metric},
    ViewForm{Kind::Confusion, "confusion", "confusion:POOL:MODEL[:SPLIT]", "Confusion matrix", ViewTakes::Model},
    ViewForm{Kind::Reliability,
        "reliability",
        "reliability:POOL:MODEL[:SPLIT]",
        "Reliability diagram",
        ViewTakes::Model},
    ViewForm{Kind::Recall, "recall", "recall:POOL:MODEL[:SPLIT]", "Recall of each class", ViewTakes::Model},
    ViewForm{Kind::Overlap,
        "overlap",
        "overlap:POOL:MEMBERS[:SPLIT[:RULE]]",
        "Which members of a team fail together",
        ViewTakes::Team},
    ViewForm{Kind::TeamConfusion,
        "team-confusion",
        "team-confusion:POOL:MEMBERS[:SPLIT[:RULE[:SHOWN]]]",
        "Confusion matrix of a team and its best member",
        ViewTakes::Team},
    ViewForm{Kind::TeamRecall,
        "team-recall",
        "team-recall:POOL:MEMBERS[:SPLIT]",
        "Recall of a team by each rule, class by class",
        ViewTakes::Team},
    ViewForm{Kind::Curves,
        "curves",
        "curves:QUANTITY [over AXIS] [by COLUMN] [where FILTER]",
        "What training runs recorded",
        ViewTakes::Expression},
    ViewForm{
        Kind::Trace, "trace", "trace:RUN", "What a run needed of its machine, over time", ViewTakes::Expression},
    ViewForm{Kind::Detect,
        "detect",
        "detect:RUN|all:FIGURE[:devices|rate]",
        "A detection run over time, or all of them side by side",
        ViewTakes::Expression},
    ViewForm{Kind::Policy,
        "lr",
        "lr:POLICY[;POLICY…][:STEPS[:UNIT[:CONVENTION]]]",
        "Learning rates, policies over each other",
        ViewTakes::Expression},
    ViewForm{Kind::Sweep,
        "sweep",
        "sweep:GROUP[:QUANTITY[:last|best]]",
        "What came of each learning rate of a sweep",
        ViewTakes::Expression},
    ViewForm{Kind::Replay,
        "replay",
        "replay:PLATEAU:RUN[,RUN…][:rate]",
        "What a plateau policy would have done with runs",
        ViewTakes::Expression},
    ViewForm{Kind::Plan,
        "plan",
        "plan:DEVICES|RUN[:sigma|dropped|p99[:OPTION=VALUE,…]]",
        "How many devices a stream needs",
        ViewTakes::Expression},
};

std::string allForms()
{
    std::string text = "one of";
    for (const ViewForm& form : kForms)
        text.append(" ").append(form.form);
    return text;
}

/// Spaces and colons belong to the expression.
template <typename Query>
Result<ViewSpec> expressionView(Kind kind, const Result<Query>& query)
{
    if (!query)
        return query.error();
    return ViewSpec{.kind = kind, .subject = toString(*query)};
}

constexpr std::string_view kAllRuns = "all:";

/// Which figures there are is found out when it is drawn.
Result<ViewSpec> detectView(std::string_view text, std::span<const std::string_view> fields)
{
    const std::string_view what = text.substr(std::min(text.find(':') + 1, text.size()));
    if (what.starts_with(kAllRuns) && what.size() > kAllRuns.size())
        return ViewSpec{.kind = Kind::Detect, .samples = std::string(what.substr(kAllRuns.size()))};
    if (fields.size() == 2 && !fields[1].empty())
        return ViewSpec{.kind = Kind::Detect, .subject = unescapedField(fields[1])};
    return viewUsage(
        text, fields.size() < 2 ? "something is missing" : "something is left over", formOf(Kind::Detect).form);
}

/// Of runs and policies; nothing for other kinds.
std::optional<Result<ViewSpec>> viewWithoutPool(
    std::string_view text, const ViewForm& form, const std::vector<std::string_view>& fields)
{
    const std::string_view expression = text.substr(std::min(form.id.size() + 1, text.size()));
    if (form.kind == Kind::Curves)
        return expressionView(form.kind, parseCurves(expression));
    if (form.kind == Kind::Policy)
        return expressionView(form.kind, parsePolicyQuery(expression));
    if (form.kind == Kind::Sweep)
        return expressionView(form.kind, parseSweepQuery(expression));
    if (form.kind == Kind::Replay)
        return expressionView(form.kind, parseReplayQuery(expression));
    if (form.kind == Kind::Plan)
        return expressionView(form.kind, parsePlanQuery(expression));
    if (form.kind == Kind::Detect)
        return detectView(text, fields);
    if (form.kind != Kind::Trace)
        return std::nullopt;
    return fields.size() == 2 && !fields[1].empty()
        ? Result(ViewSpec{.kind = Kind::Trace, .subject = unescapedField(fields[1])})
        : viewUsage(text, fields.size() < 2 ? "something is missing" : "something is left over", form.form);
}

Result<void> readSubject(std::string_view text, std::string_view field, const ViewForm& form, ViewSpec& view)
{
    if (form.takes == ViewTakes::Team) {
        view.members = unescapedList(field);
        if (std::ranges::find(view.members, std::string()) != view.members.end())
            return viewUsage(text, "a member is missing", form.form);
        return {};
    }
    view.subject = unescapedField(field);
    if (form.takes == ViewTakes::Metric && !ensemble::metricFromId(view.subject))
        return viewUsage(text, "there is no metric " + view.subject, "one of CK QS BD FK KW GD RHO EN DF");
    return {};
}

} // namespace

std::span<const ViewForm> viewForms()
{
    return kForms;
}

const ViewForm& formOf(ViewSpec::Kind kind)
{
    return *std::find_if(kForms.begin(), kForms.end(), [kind](const ViewForm& form) { return form.kind == kind; });
}

bool isOfRuns(ViewSpec::Kind kind)
{
    constexpr std::array kOfRuns{Kind::Curves, Kind::Trace, Kind::Detect, Kind::Sweep, Kind::Replay, Kind::Plan};
    return std::ranges::find(kOfRuns, kind) != kOfRuns.end();
}

std::string subjectText(const ViewSpec& view)
{
    std::string text = view.subject;
    for (const std::string& member : view.members)
        text.append(text.empty() ? "" : " + ").append(member);
    return text;
}

Result<ViewSpec> parseView(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    const auto form
        = std::find_if(kForms.begin(), kForms.end(), [&](const ViewForm& f) { return f.id == fields.front(); });
    if (form == kForms.end())
        return viewUsage(text, "there is no such view", allForms());
    if (auto view = viewWithoutPool(text, *form, fields))
        return *std::move(view);
    if (fields.size() < 3 || fields[1].empty() || fields[2].empty())
        return viewUsage(text, "something is missing", form->form);

    ViewSpec view{.kind = form->kind, .pool = unescapedField(fields[1])};
    if (auto read = readSubject(text, fields[2], *form, view); !read)
        return read.error();
    if (fields.size() > 3)
        view.split = unescapedField(fields[3]);
    if (fields.size() > 4)
        if (auto read = readViewFields(text, std::span(fields).subspan(4), view); !read)
            return read.error();
    return view;
}

std::string toString(const ViewSpec& view)
{
    const ViewForm& form = formOf(view.kind);
    if (view.kind == Kind::Detect && !view.samples.empty())
        return std::string(form.id) + ":" + std::string(kAllRuns) + view.samples;
    if (view.kind == Kind::Trace || view.kind == Kind::Detect)
        return std::string(form.id) + ":" + escapedField(view.subject);
    if (form.takes == ViewTakes::Expression)
        return std::string(form.id) + ":" + view.subject;
    std::string text = std::string(form.id) + ":" + escapedField(view.pool) + ":"
        + (form.takes == ViewTakes::Team ? escapedList(view.members) : escapedField(view.subject));
    const std::string more = viewFields(view);
    if (!view.split.empty() || !more.empty())
        text += ":" + escapedField(view.split);
    return text + more;
}

} // namespace cobench::ui
