// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped_file.h"

#include "core/store/failure.h"
#include "core/store/input_file.h"

#include <cerrno>
#include <sys/mman.h>

namespace cobench::store {

MappedFile::MappedFile(const std::filesystem::path& path)
    : m_path(path)
{
    const InputFile file(path);
    m_size = static_cast<std::size_t>(file.size());
    m_start = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (m_start == MAP_FAILED)
        throw Failure(systemError(errno, path.string(), "mapping"));
}

MappedFile::~MappedFile()
{
    ::munmap(m_start, m_size);
}

} // namespace cobench::store
