// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace cobench::ui {

/// What a run can take its frames from: files, a folder, the cameras that are connected now, an address.
class SourceMenu : public QMenu
{
    Q_OBJECT
public:
    explicit SourceMenu(QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& source);
    void begun(const QString& source); // an address to be completed by hand

private:
    void fillCameras();
    void chooseFile();
    void chooseFolder();

    QMenu* m_cameras;
};

} // namespace cobench::ui
