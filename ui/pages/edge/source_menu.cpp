// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/source_menu.h"

#include "core/engine/stream_name.h"

#include <QFileDialog>

namespace cobench::ui {

using namespace Qt::StringLiterals;

SourceMenu::SourceMenu(QWidget* parent)
    : QMenu(parent)
{
    addAction(tr("&Video file…"), this, &SourceMenu::chooseFile);
    addAction(tr("&Folder of pictures…"), this, &SourceMenu::chooseFolder);
    m_cameras = addMenu(tr("&Camera"));
    addAction(tr("&Network camera (RTSP)"), this, [this] { Q_EMIT begun(u"rtsp://"_s); });
    connect(this, &QMenu::aboutToShow, this, &SourceMenu::fillCameras);
}

void SourceMenu::fillCameras()
{
    m_cameras->clear();
    for (const auto& camera : engine::cameras()) {
        const QString file = QString::fromStdString(camera.string());
        m_cameras->addAction(file, this, [this, file] { Q_EMIT chosen(file); });
    }
    if (m_cameras->isEmpty())
        m_cameras->addAction(tr("None is connected (/dev/video*)"))->setEnabled(false);
}

void SourceMenu::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Video"), {}, tr("Videos (*.avi *.mp4 *.mkv *.mov *.webm *.mpg *.mpeg);;All files (*)"));
    if (!file.isEmpty())
        Q_EMIT chosen(file);
}

void SourceMenu::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of pictures"));
    if (!folder.isEmpty())
        Q_EMIT chosen(folder);
}

} // namespace cobench::ui
