// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lesson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

/// A string, or a list of strings and of {"if": flag, "text": string}.
LessonText textFrom(const QJsonValue& json)
{
    LessonText text;
    for (const auto& variant : json.isArray() ? json.toArray() : QJsonArray{json})
        if (variant.isString())
            text.variants.push_back({.flag = {}, .text = variant.toString()});
        else if (variant.isObject())
            text.variants.push_back({.flag = variant["if"_L1].toString(), .text = variant["text"_L1].toString()});
    return text;
}

LessonStep stepFrom(const QJsonObject& json)
{
    LessonStep step{.title = json["title"_L1].toString(),
        .text = textFrom(json["text"_L1]),
        .page = json["page"_L1].toString(),
        .target = json["target"_L1].toString(),
        .view = json["view"_L1].toObject(),
        .teams = {},
        .question = textFrom(json["question"_L1]),
        .answer = textFrom(json["answer"_L1]),
        .later = json["later"_L1].toBool()};
    for (const auto& team : json["teams"_L1].toArray())
        step.teams << team.toString();
    return step;
}

Error broken(const QString& id, const QString& place, const char* detail)
{
    return {.code = ErrorCode::Corrupt,
        .subject = "lesson " + id.toStdString(),
        .place = place.toStdString(),
        .detail = detail};
}

} // namespace

Result<Lesson> parseLesson(const QByteArray& bytes, const QString& id)
{
    QJsonParseError problem;
    const QJsonObject json = QJsonDocument::fromJson(bytes, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return broken(id, u"byte %1"_s.arg(problem.offset), qPrintable(problem.errorString()));
    Lesson lesson{.id = id,
        .title = json["title"_L1].toString(),
        .summary = json["summary"_L1].toString(),
        .facts = json["facts"_L1].toString(),
        .fewestModels = static_cast<std::size_t>(json["models"_L1].toInt(2)),
        .steps = {}};
    for (const auto& step : json["steps"_L1].toArray()) {
        lesson.steps.push_back(stepFrom(step.toObject()));
        const LessonStep& read = lesson.steps.back();
        if (read.title.isEmpty() || read.text.isEmpty() || read.page.isEmpty() || read.target.isEmpty())
            return broken(id, u"step %1"_s.arg(lesson.steps.size()), "needs a title, a text, a page and a target");
        if (read.question.isEmpty() != read.answer.isEmpty())
            return broken(id, u"step %1"_s.arg(lesson.steps.size()), "has a question or an answer, not both");
    }
    if (lesson.title.isEmpty() || lesson.steps.empty())
        return broken(id, {}, "needs a title and steps");
    return lesson;
}

std::vector<Lesson> lessons()
{
    std::vector<Lesson> all;
    const QDir folder(u":/learn"_s);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto lesson = parseLesson(file.readAll(), QFileInfo(name).baseName()))
            all.push_back(std::move(*lesson));
        else
            qWarning("%s", describe(lesson.error()).c_str());
    }
    return all;
}

} // namespace cobench::ui
