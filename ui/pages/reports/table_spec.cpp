// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/table_spec.h"

#include "ui/pages/reports/spec_text.h"

#include <algorithm>
#include <array>

namespace cobench::ui {

namespace {

using Kind = TableSpec::Kind;

constexpr std::array kForms{
    TableForm{Kind::Overview, "overview", "overview:POOL[:SPLIT]", "The pool in words", true},
    TableForm{Kind::Models, "models", "models:POOL[:SPLIT]", "Models with accuracy and calibration", true},
    TableForm{Kind::Teams, "teams", "teams:POOL[:SPLIT]", "Most accurate teams", true},
    TableForm{Kind::Runs, "runs", "runs", "Training runs with their seeds", false},
};

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
    if (fields.size() > (form->ofPool ? 3U : 1U))
        return usage(text, "something is left over", std::string(form->form));
    if (form->ofPool && (fields.size() < 2 || fields[1].empty()))
        return usage(text, "the pool is missing", std::string(form->form));
    TableSpec table{.kind = form->kind};
    if (fields.size() > 1)
        table.pool = unescapedField(fields[1]);
    if (fields.size() > 2)
        table.split = unescapedField(fields[2]);
    return table;
}

std::string toString(const TableSpec& table)
{
    std::string text(formOf(table.kind).id);
    if (!table.pool.empty())
        text += ":" + escapedField(table.pool);
    if (!table.split.empty())
        text += ":" + escapedField(table.split);
    return text;
}

} // namespace cobench::ui
