// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"

#include <QAbstractListModel>
#include <QPolygonF>

namespace cobench::ui {

/// Everything there is to choose from, in three parts with a heading each: the project's policies, all functions,
/// the schedules of papers. A tick draws an item over what is composed; the name of a project's policy can be
/// edited.
class PolicyLibrary : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Heading, Project, Family, Paper };
    enum Role {
        NoteRole = Qt::UserRole, // second line
        KindRole,
        SketchRole, // QPolygonF in the unit square, y upwards
    };
    struct Item {
        Kind kind = Kind::Heading;
        QString key;
        QString name;
        QString note; // formula, or what it is made of
        QString help; // parameters, source, tags
        Composition composition;
        std::uint64_t steps = 1000;
        store::PolicyId policy; // of the project
        QPolygonF sketch;
    };

    explicit PolicyLibrary(Composer& composer, QObject* parent = nullptr);

    /// Only what has all these words in its name, tags, formula or text.
    void setFilter(const QString& words);
    const QString& filter() const { return m_filter; }
    /// nullptr for headings and outside the list.
    const Item* itemAt(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& key) const;
    bool isEmpty() const { return m_shown.empty(); } // nothing fits the filter

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// A name that cannot be.
    void refused(const QString& reason);

private:
    void addFamilies();
    void addPapers();
    void readProject();
    void rebuild();
    bool fits(const Item& item) const;
    void appendPart(const QString& heading, const std::vector<Item>& items);

    Composer& m_composer;
    std::vector<Item> m_project;
    std::vector<Item> m_families;
    std::vector<Item> m_papers;
    std::vector<Item> m_shown;
    QString m_filter;
};

} // namespace cobench::ui
