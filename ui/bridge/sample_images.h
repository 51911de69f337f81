// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "ui/bridge/workspace.h"

#include <QImage>

namespace cobench::ui {

/// The pictures behind a split's samples, where a dataset of this machine has the very same labels in the same
/// order. Looked for once per split, after all figures have been worked out. GUI thread only.
class SampleImages : public QObject
{
    Q_OBJECT
public:
    explicit SampleImages(Workspace& workspace, QObject* parent = nullptr);

    /// Starts looking for the current split's dataset, if it has not yet.
    void find();
    bool isKnown() const { return m_dataset != nullptr; }
    /// "Fashion-MNIST"; empty while nothing is known.
    QString title() const;
    /// Null when there is no picture, also while those of another split are what is known.
    QImage image(std::size_t sample) const;

Q_SIGNALS:
    void found();

private:
    struct Match {
        std::shared_ptr<const data::Dataset> dataset; // nullptr = none fits
        std::string split;
    };
    void look();
    static Match findMatch(const data::Split& split, std::uint32_t classes, const std::string& project);

    Workspace& m_workspace;
    std::shared_ptr<const SplitSnapshot> m_wanted;
    std::shared_ptr<const SplitSnapshot> m_split; // looked for
    std::shared_ptr<const data::Dataset> m_dataset;
    std::string m_name;
};

} // namespace cobench::ui
