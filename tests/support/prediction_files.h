// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Makers of prediction files, byte by byte, so that tests can also make wrong ones. Files are std::strings.
namespace cobench::test {

template <typename T>
std::string bytesOf(const std::vector<T>& values, bool bigEndian = false)
{
    std::string bytes;
    for (const T value : values) {
        char raw[sizeof(T)];
        std::copy_n(reinterpret_cast<const char*>(&value), sizeof(T), raw);
        if (bigEndian)
            std::reverse(raw, raw + sizeof(T));
        bytes.append(raw, sizeof(T));
    }
    return bytes;
}

template <typename T>
std::string bytesOf(T value)
{
    return bytesOf(std::vector<T>{value});
}

struct ZipRecord {
    std::string name;
    std::string data;
    bool deflated = false;
    bool declares64 = false; // sizes and offset in zip64 extra fields
};
std::string zipFile(const std::vector<ZipRecord>& records);
std::string gzipFile(std::string_view text);
std::string deflated(std::string_view data);

/// `shape` as Python writes a tuple: "(3,)", "(2, 3)".
std::string npyFile(std::string_view type,
    std::string_view shape,
    std::string_view data,
    bool fortranOrder = false,
    int version = 1);

/// Instructions of pickle protocol 2, as torch.save emits them.
namespace pickled {
std::string text(std::string_view value);
std::string number(std::int64_t value);
std::string global(std::string_view module, std::string_view name);
std::string tuple(const std::vector<std::string>& items);
std::string dictionary(const std::vector<std::pair<std::string, std::string>>& items);
std::string call(const std::string& callable, const std::vector<std::string>& arguments);
/// PROTO 2 … STOP
std::string whole(const std::string& value);
} // namespace pickled

struct SavedTensor {
    std::string storageType = "FloatStorage";
    std::string key = "0";
    std::int64_t elements = 0; // declared for the storage
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
    std::string data; // of the storage
    bool isParameter = false;
};
/// A dense tensor that fills its storage.
SavedTensor savedTensor(
    std::string storageType, std::string key, std::vector<std::int64_t> shape, std::string data);
std::string pickledTensor(const SavedTensor& tensor);

/// {'predictionVectors': …, 'labelVectors': …} and whatever else is named, as an OrderedDict when wanted.
using SavedDictionary = std::vector<std::pair<std::string, SavedTensor>>;
std::string torchPickle(const SavedDictionary& saved, bool ordered = false);
std::string torchZip(const std::string& pickle, const SavedDictionary& saved, bool deflate = false);
std::string torchLegacy(const std::string& pickle, const SavedDictionary& saved);

void writeFile(const std::filesystem::path& path, std::string_view content);

} // namespace cobench::test
