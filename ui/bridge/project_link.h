// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "ui/bridge/async.h"

#include <functional>
#include <memory>

namespace cobench::ui {

/// An open project that only the store's thread may touch. Copies share it; the project closes there too, when the
/// last function handed over is done.
class ProjectLink
{
public:
    ProjectLink() = default;
    explicit ProjectLink(std::unique_ptr<store::Project> project)
        : m_project(std::move(project))
    {
    }

    explicit operator bool() const { return m_project != nullptr; }
    /// Store thread only.
    store::Project& project() const { return *m_project; }

    /// Every call is made, in order, on the store's thread; `done` on the GUI thread while `context` lives.
    /// NotFound where there is no project.
    template <typename T>
    void call(Async& async,
        QObject* context,
        const QString& title,
        std::function<Result<T>(store::Project&, Progress&, const CancelToken&)> function,
        std::function<void(Result<T>)> done) const
    {
        async.run<T>(
            context,
            JobSpec{.title = title, .lane = Lane::Store},
            [project = m_project, function = std::move(function)](
                Progress& progress, const CancelToken& cancel) -> Result<T> {
                if (!project)
                    return Error{.code = ErrorCode::NotFound, .detail = "no project is open"};
                return function(*project, progress, cancel);
            },
            std::move(done));
    }

private:
    std::shared_ptr<store::Project> m_project;
};

} // namespace cobench::ui
