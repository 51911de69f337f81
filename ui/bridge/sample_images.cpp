// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/sample_images.h"

#include <algorithm>

namespace cobench::ui {

namespace {

bool hasLabels(const data::ImageSplit& images, const data::Split& split)
{
    return images.samples() >= split.samples()
        && std::equal(split.truth.begin(), split.truth.end(), images.labels.begin());
}

} // namespace

SampleImages::SampleImages(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace.async(), &Async::idle, this, &SampleImages::look);
}

/// The split of the same name first: it is the likely one, and others may be large.
SampleImages::Match SampleImages::findMatch(
    const data::Split& split, std::uint32_t classes, const std::string& project)
{
    for (const auto& info : data::knownDatasets()) {
        if (info.classNames.size() != classes)
            continue;
        for (const std::string& name : {split.name, std::string("test"), std::string("val")}) {
            auto dataset
                = data::loadDataset({.name = info.name, .dataDirectory = {}, .project = project, .splits = {name}});
            const data::ImageSplit* images = dataset ? (*dataset)->split(name) : nullptr;
            if (images && hasLabels(*images, split))
                return {.dataset = std::move(*dataset), .split = name};
        }
    }
    return {};
}

void SampleImages::find()
{
    m_wanted = m_workspace.split();
    if (m_workspace.async().isIdle())
        look();
}

void SampleImages::look()
{
    const auto split = m_wanted;
    if (split == m_split || split != m_workspace.split() || !split)
        return;
    m_split = split;
    m_dataset = nullptr;
    m_workspace.async().runLatest<Match>(
        this,
        QStringLiteral("find"),
        {.title = {}, .lane = Lane::Background},
        [split, classes = m_workspace.pool()->classes, project = m_workspace.path().toStdString()](
            Progress&, const CancelToken&) { return Result(findMatch(split->all->split(), classes, project)); },
        [this](Result<Match> match) {
            if (!match)
                return;
            m_dataset = std::move(match->dataset);
            m_name = match->split;
            Q_EMIT found();
        });
}

QString SampleImages::title() const
{
    return m_dataset ? QString::fromStdString(m_dataset->title) : QString();
}

QImage SampleImages::image(std::size_t sample) const
{
    if (!m_dataset || m_split != m_workspace.split())
        return {};
    const auto picture = data::sampleImage(*m_dataset, m_name, sample);
    if (!picture)
        return {};
    const auto format = picture->channels == 3 ? QImage::Format_RGB888 : QImage::Format_Grayscale8;
    return QImage(picture->pixels.data(),
        static_cast<int>(picture->width),
        static_cast<int>(picture->height),
        static_cast<int>(picture->width * picture->channels),
        format)
        .copy();
}

} // namespace cobench::ui
