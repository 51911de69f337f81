// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/encode_jpeg.h"

#include <cassert>
#include <cstdio> // jpeglib.h needs it before
#include <cstdlib>

#include <jpeglib.h>

namespace cobench::data {

std::string encodeJpeg(const Image& picture, unsigned quality)
{
    assert(picture.channels == 1 || picture.channels == 3);
    jpeg_compress_struct info = {};
    jpeg_error_mgr errors = {};
    info.err = jpeg_std_error(&errors); // ends the program: memory alone can fail here
    jpeg_create_compress(&info);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = picture.width;
    info.image_height = picture.height;
    info.input_components = static_cast<int>(picture.channels);
    info.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, static_cast<int>(quality), TRUE);
    info.dct_method = JDCT_ISLOW;
    jpeg_start_compress(&info, TRUE);
    const std::size_t stride = std::size_t{picture.width} * picture.channels;
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(picture.pixels.data() + info.next_scanline * stride); // is only read
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::string text(reinterpret_cast<const char*>(bytes), size);
    std::free(bytes);
    return text;
}

} // namespace cobench::data
