// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/decode_picture.h"

#include <cstdio> // jpeglib.h needs it before

#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>

namespace cobench::data {

namespace {

constexpr std::uint64_t kMaxPixels = std::uint64_t{1} << 28;
constexpr std::array<std::uint8_t, 8> kPngMagic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::array<std::uint8_t, 8> kPngEnd{'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

Error tooLarge(const std::string& subject, std::uint64_t width, std::uint64_t height)
{
    return {ErrorCode::TooLarge,
        subject,
        {},
        "declares " + std::to_string(width) + " x " + std::to_string(height) + " pixels",
        "smaller pictures"};
}

Result<Image> decodePng(std::span<const std::uint8_t> bytes, const std::string& subject)
{
    if (std::search(bytes.begin(), bytes.end(), kPngEnd.begin(), kPngEnd.end()) == bytes.end())
        return Error{ErrorCode::Truncated, subject, {}, "is cut short", "copy the file again"};
    png_image png = {};
    png.version = PNG_IMAGE_VERSION;
    const auto corrupt = [&] {
        Error error{ErrorCode::Corrupt, subject, {}, png.message, "copy the file again"};
        png_image_free(&png);
        return error;
    };
    if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0)
        return corrupt();
    if (std::uint64_t{png.width} * png.height > kMaxPixels) {
        png_image_free(&png);
        return tooLarge(subject, png.width, png.height);
    }
    const bool isColoured = (png.format & PNG_FORMAT_FLAG_COLOR) != 0;
    png.format = isColoured ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    Image image{png.width, png.height, isColoured ? 3U : 1U, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(png))};
    const png_color black{0, 0, 0};
    if (png_image_finish_read(&png, &black, image.pixels.data(), 0, nullptr) == 0)
        return corrupt();
    return image;
}

/// libjpeg reports by callbacks that must not return.
struct JpegFailure {
    jpeg_error_mgr manager = {};
    std::jmp_buf jump = {};
    std::array<char, JMSG_LENGTH_MAX> message = {};
};

[[noreturn]] void failJpeg(j_common_ptr info)
{
    auto* failure = reinterpret_cast<JpegFailure*>(info->err);
    failure->manager.format_message(info, failure->message.data());
    std::longjmp(failure->jump, 1); // NOLINT: the library's own way
}

/// Its warnings are what it makes up for: a picture cut short, damaged data.
void warnJpeg(j_common_ptr info, int level)
{
    if (level < 0)
        failJpeg(info);
}

/// Nothing with a destructor lives between setjmp and longjmp.
bool readJpeg(std::span<const std::uint8_t> bytes, JpegFailure& failure, Image& image)
{
    jpeg_decompress_struct info = {};
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = failJpeg;
    failure.manager.emit_message = warnJpeg;
    if (setjmp(failure.jump) != 0) { // NOLINT
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_read_header(&info, TRUE);
    image.width = info.image_width;
    image.height = info.image_height;
    if (std::uint64_t{image.width} * image.height <= kMaxPixels) {
        info.out_color_space = info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
        info.dct_method = JDCT_ISLOW; // the same on every processor
        jpeg_start_decompress(&info);
        image.channels = static_cast<std::uint32_t>(info.output_components);
        image.pixels.resize(std::size_t{image.width} * image.height * image.channels);
        while (info.output_scanline < info.output_height) {
            JSAMPROW row = image.pixels.data() + std::size_t{info.output_scanline} * image.width * image.channels;
            jpeg_read_scanlines(&info, &row, 1);
        }
        jpeg_finish_decompress(&info);
    }
    jpeg_destroy_decompress(&info);
    return true;
}

Result<Image> decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& subject)
{
    JpegFailure failure;
    Image image;
    if (!readJpeg(bytes, failure, image))
        return Error{ErrorCode::Corrupt, subject, {}, failure.message.data(), "copy the file again"};
    if (image.pixels.empty())
        return tooLarge(subject, image.width, image.height);
    return image;
}

} // namespace

Result<Image> decodePicture(std::span<const std::uint8_t> bytes, const std::string& subject)
{
    if (bytes.size() > kPngMagic.size() && std::equal(kPngMagic.begin(), kPngMagic.end(), bytes.begin()))
        return decodePng(bytes, subject);
    if (bytes.size() > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF)
        return decodeJpeg(bytes, subject);
    return Error{ErrorCode::Unsupported, subject, {}, "is neither PNG nor JPEG", {}};
}

} // namespace cobench::data
