// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_editor.h"
#include "ui/pages/runs/run_catalog.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace cobench::ui {

/// Tags and note of the selected runs, and what they took: time, throughput, where an iteration's time went.
class NotePanel : public QWidget
{
    Q_OBJECT
public:
    NotePanel(RunCatalog& catalog, RunEditor& editor, QWidget* parent = nullptr);
    ~NotePanel() override;

    void setRuns(const std::vector<RunId>& runs);
    QLineEdit& tags() { return *m_tags; }
    QPlainTextEdit& note() { return *m_note; }
    QString facts() const;
    /// What was typed becomes the text of the runs. Leaving a field does so, too.
    void commit();

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupUi();
    void refresh();
    void refreshFacts();
    void commitText(const std::string& key, const QString& text, const QString& title);
    QString common(const std::string& key) const;
    static const std::string& textOf(const study::Run& run, const std::string& key);

    RunCatalog& m_catalog;
    RunEditor& m_editor;
    std::vector<RunId> m_runs;
    QLabel* m_title;
    QLineEdit* m_tags;
    QPlainTextEdit* m_note;
    QLabel* m_facts;
};

} // namespace cobench::ui
