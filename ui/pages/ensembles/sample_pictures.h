// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/sample_images.h"

#include <QCache>
#include <QPixmap>

#include <cstdint>

namespace cobench::ui {

/// Samples' pictures at the size of a list's rows, kept as long as they fit.
class SamplePictures
{
public:
    static constexpr int kSize = 36; // pixels

    /// `images` must outlive this.
    explicit SamplePictures(const SampleImages& images);

    /// Null where there is none.
    QPixmap of(std::uint32_t sample) const;
    void clear() { m_pictures.clear(); }

private:
    const SampleImages& m_images;
    mutable QCache<std::uint32_t, QPixmap> m_pictures;
};

} // namespace cobench::ui
