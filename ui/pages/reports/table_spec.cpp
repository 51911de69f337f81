// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/table_spec.h"

#include "ui/pages/reports/spec_text.h"

#include <algorithm>
#include <array>

namespace cobench::ui {

namespace {

using Kind = TableSpec::Kind;

using Of = TableForm::Of;

constexpr std::array kForms{
    TableForm{Kind::Overview, "overview", "overview:POOL[:SPLIT]", "The pool in words", Of::Pool},
    TableForm{Kind::Models, "models", "models:POOL[:SPLIT]", "Models with accuracy and calibration", Of::Pool},
    TableForm{Kind::Teams, "teams", "teams:POOL[:SPLIT]", "Most accurate teams", Of::Pool},
    TableForm{
        Kind::Consensus, "consensus", "consensus:POOL:MEMBERS[:SPLIT]", "A team by each consensus rule", Of::Team},
    TableForm{Kind::Conditions,
        "conditions",
        "conditions:POOL[:SPLIT[:accuracy|diversity|focal]]",
        "Accuracy, clean and under each condition",
        Of::Pool},
    TableForm{Kind::Runs, "runs", "runs", "Training runs with their seeds", Of::Project},
};

constexpr std::array<std::string_view, 3> kFigures{"accuracy", "diversity", "focal"}; // as ConditionFigure

Error usage(std::string_view text, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = "table \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write " + std::move(cure)};
}

} // namespace

std::span<const TableForm> tableForms()
{
    return kForms;
}

const TableForm& formOf(TableSpec::Kind kind)
{
    return *std::ranges::find(kForms, kind, &TableForm::kind);
}

Result<TableSpec> parseTable(std::string_view text)
{
    const auto fields = specFields(text);
    const auto form = std::ranges::find(kForms, fields.front(), &TableForm::id);
    if (form == kForms.end()) {
        std::string forms = "one of";
        for (const TableForm& other : kForms)
            forms.append(" ").append(other.form);
        return usage(text, "there is no such table", forms);
    }
    const std::size_t given = form->of == Of::Project ? 1 : form->of == Of::Pool ? 2 : 3;
    const std::size_t optional = form->of == Of::Project ? 0 : form->kind == Kind::Conditions ? 2 : 1;
    if (fields.size() > given + optional)
        return usage(text, "something is left over", std::string(form->form));
    if (fields.size() < given || std::ranges::count(std::span(fields).first(given), std::string_view()) > 0)
        return usage(text, given == 3 ? "pool or team is missing" : "the pool is missing", std::string(form->form));
    TableSpec table{.kind = form->kind};
    if (given > 1)
        table.pool = unescapedField(fields[1]);
    if (given > 2)
        table.members = unescapedList(fields[2]);
    if (fields.size() > given)
        table.split = unescapedField(fields[given]);
    if (fields.size() > given + 1) {
        const auto figure = std::ranges::find(kFigures, fields[given + 1]);
        if (figure == kFigures.end())
            return usage(text, "there is no such figure", std::string(form->form));
        table.figure = static_cast<ConditionFigure>(figure - kFigures.begin());
    }
    return table;
}

std::string toString(const TableSpec& table)
{
    std::string text(formOf(table.kind).id);
    if (!table.pool.empty())
        text += ":" + escapedField(table.pool);
    if (!table.members.empty())
        text += ":" + escapedList(table.members);
    const bool told = table.figure != ConditionFigure::Accuracy;
    if (!table.split.empty() || told)
        text += ":" + escapedField(table.split);
    if (told)
        text.append(":").append(kFigures[static_cast<std::size_t>(table.figure)]);
    return text;
}

} // namespace cobench::ui
