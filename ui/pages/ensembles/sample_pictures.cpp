// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/sample_pictures.h"

namespace cobench::ui {

namespace {

constexpr int kCachedPictures = 2000;

} // namespace

SamplePictures::SamplePictures(const SampleImages& images)
    : m_images(images)
    , m_pictures(kCachedPictures)
{
}

QPixmap SamplePictures::of(std::uint32_t sample) const
{
    if (const QPixmap* known = m_pictures.object(sample))
        return *known;
    const QImage image = m_images.image(sample);
    if (image.isNull())
        return {};
    QPixmap scaled = QPixmap::fromImage(image).scaled(kSize, kSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    m_pictures.insert(sample, new QPixmap(scaled)); // the cache owns it
    return scaled;
}

} // namespace cobench::ui
