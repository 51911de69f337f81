// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/find_files.h"
#include "core/io/member_values.h"

namespace cobench::io {

/// A prediction file whose values are in order by themselves.
struct CheckedFile {
    struct Member {
        std::string name; // empty: the task tells
        std::string place;
        CheckedMember values;
    };
    struct Split {
        std::string title;
        std::vector<data::Label> truth;
        std::vector<Member> members;
    };
    FileTask task;
    std::vector<Split> splits;
};

/// What becomes of bad members: collected, so that the strict command line can stop at the first.
class Refusals
{
public:
    Refusals(bool keepGoing, std::vector<Error> earlier)
        : m_keepGoing(keepGoing)
        , m_errors(std::move(earlier))
    {
    }
    void add(Error error) { m_errors.push_back(std::move(error)); }
    bool mustStop() const { return !m_keepGoing && !m_errors.empty(); }
    std::vector<Error>& errors() { return m_errors; }

private:
    bool m_keepGoing;
    std::vector<Error> m_errors;
};

/// One model's answers on one split, before it is known that they fit the others.
struct DraftMember {
    std::string model;
    std::string file;
    std::string place;
    CheckedMember values;

    std::uint64_t samples() const;
    Error error(ErrorCode code, std::string detail, std::string cure = {}) const;
};

struct DraftTruth {
    FileTask::Use use = FileTask::Use::Predictions; // Predictions: the labels a member's own file holds
    std::string file;
    std::vector<data::Label> labels;
};

struct DraftSplit {
    std::string title;
    std::vector<DraftMember> members; // in the order of models
    std::vector<DraftTruth> claims; // whatever says it is this split's truth
    DraftTruth truth; // the one that holds
};

struct Draft {
    std::vector<DraftSplit> splits;
    std::vector<DraftTruth> anySplit; // labels that do not say whose they are
    std::uint64_t classes = 0;
};

/// Groups members and labels by split; a model that comes twice is refused the second time.
Draft groupBySplit(std::vector<CheckedFile> files, Refusals& refusals);

/// Refuses members whose number of samples or classes is not what most have, and sets Draft::classes. With
/// label-only members alone that is `classNames`, or as many as the labels need.
void checkShapes(Draft& draft, std::size_t classNames, Refusals& refusals);

/// Finds each split's truth; refuses members whose own file says otherwise, and labels out of range.
void checkTruth(Draft& draft, Refusals& refusals);

/// Refuses models that do not answer on every split.
void keepCompleteModels(Draft& draft, Refusals& refusals);

} // namespace cobench::io
