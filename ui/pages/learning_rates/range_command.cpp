// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_command.h"

#include "core/lr/policy_text.h"
#include "core/study/run.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QSet>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

/// What a command line has no option for, or what is said otherwise there.
bool isSkipped(const std::string& key)
{
    static const QSet<QString> skipped{u"learning_rate"_s, u"processes"_s, u"evaluate_train"_s};
    return skipped.contains(toQString(key));
}

QString optionOf(const std::string& key)
{
    if (key == "data_directory")
        return u"--data-dir"_s;
    if (key == "learning_rate_unit")
        return u"--lr-unit"_s;
    return u"--"_s + toQString(key).replace(u'_', u'-');
}

bool isFlag(const std::string& key)
{
    return key == "nesterov" || key == "flip" || key == "keep_best";
}

QString numberWord(double value)
{
    return toQString(lr::numberText(value));
}

} // namespace

QString trainingWords(const train::TrainConfig& config)
{
    const auto usual = study::configValues(train::toJson({}));
    QString words;
    for (const auto& [key, value] : study::configValues(train::toJson(config))) {
        const auto same = usual.find(key);
        const bool isTold = key == "model" || key == "dataset";
        if (isSkipped(key) || (!isTold && same != usual.end() && same->second == value))
            continue;
        words += u' ' + optionOf(key);
        if (!isFlag(key))
            words += u' ' + quoted(toQString(study::toText(value)).replace(u' ', key == "widths" ? u',' : u' '));
    }
    return words.trimmed();
}

QString rangeTestCommand(const QString& project, const jobs::RangeTestOptions& options)
{
    const bool isGrid = options.method == jobs::RangeTestOptions::Method::Grid;
    QString line = u"cobench-cli lr range-test "_s + trainingWords(options.config);
    line += u" --from %1 --to %2"_s.arg(numberWord(options.lowest), numberWord(options.highest));
    if (isGrid)
        line += u" --method grid"_s;
    if (options.points > 0)
        line += u" --points %1"_s.arg(options.points);
    if (options.stopFactor != jobs::RangeTestOptions().stopFactor)
        line += u" --stop "_s + numberWord(options.stopFactor);
    return line + u" --project "_s + quoted(project);
}

} // namespace cobench::ui
