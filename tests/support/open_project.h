// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "tests/support/quick_folder.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

namespace cobench::test {

/// A folder with a fresh, open project for each test.
class OpenProject
{
public:
    OpenProject() { reopen(store::OpenMode::Create); }

    store::Project* operator->() { return m_project.get(); }
    store::Project& operator*() { return *m_project; }
    std::filesystem::path folder() const { return m_folder.path(); }
    std::filesystem::path path() const { return folder() / "P.cobench"; }
    std::filesystem::path arrays() const { return folder() / "P.cobench.d" / "arrays"; }

    std::size_t arrayFiles() const
    {
        std::error_code missing;
        const auto files = std::filesystem::directory_iterator(arrays(), missing);
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }
    void close() { m_project.reset(); }
    void reopen(store::OpenMode mode = store::OpenMode::ReadWrite)
    {
        close();
        auto opened = store::Project::open(path(), mode);
        if (!opened)
            qFatal("%s", describe(opened.error()).c_str());
        m_project = std::move(opened).value();
    }
    PoolId add(const data::Pool& pool, const std::string& name)
    {
        const auto id = m_project->addPool(pool, name, {}, progress, CancelToken());
        if (!id)
            qFatal("%s", describe(id.error()).c_str());
        return *id;
    }

    Progress progress;

private:
    QuickFolder m_folder;
    std::unique_ptr<store::Project> m_project;
};

} // namespace cobench::test
