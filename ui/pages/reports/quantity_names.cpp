// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/quantity_names.h"

#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cobench::ui {

namespace {

struct Name {
    std::string_view id;
    const char* title;
    const char* help;
};

// By the part after the split: "val/accuracy".
constexpr std::array kQuantities{
    Name{"loss",
        "Loss",
        "Cross entropy, the mean of −ln p(true class) in nats; 0 … ∞, lower is better. While training, the mean "
        "over "
        "the batches since the last record."},
    Name{"accuracy",
        "Accuracy",
        "Share of the samples whose class is right; 0 … 1, higher is better. While training, over the batches "
        "since "
        "the last record."},
    Name{"epoch_loss",
        "Loss of an epoch",
        "Cross entropy, the mean over the samples of an epoch in nats; lower is better."},
    Name{"epoch_accuracy",
        "Accuracy of an epoch",
        "Share of the samples of an epoch that are right; higher is better."},
    Name{"top5",
        "Top-5 accuracy",
        "Share of the samples whose class is among the five likeliest; 0 … 1, higher is better."},
    Name{"learning_rate", "Learning rate", "The rate that the optimiser applied in this iteration."},
    Name{"seconds", "Wall time [s]", "From the start of the run to its end."},
    Name{"samples_per_second",
        "Throughput [samples/s]",
        "Training samples a second of the training loop, all epochs but the first; higher is better."},
    Name{"parameters", "Parameters", "Numbers that are trained."},
    Name{"iterations", "Iterations", "Steps of the optimiser over all epochs."},
    Name{"wait_share",
        "Share of time waiting for data",
        "Of the training loop's time; 0 … 1, lower is better: the rest is spent in the network."},
    Name{"data_ms",
        "Waiting for data [ms]",
        "Time of one iteration until its batch is there, the mean since the last record; lower is better."},
    Name{"forward_ms",
        "Forward pass [ms]",
        "Time of one iteration in the network and its loss, the mean since the last record; lower is better."},
    Name{"backward_ms",
        "Backward pass [ms]",
        "Time of one iteration for the gradients, the mean since the last record; lower is better."},
    Name{"step_ms",
        "Optimiser [ms]",
        "Time of one iteration to change the weights, the mean since the last record; lower is better."},
};

constexpr std::array kColumns{
    Name{"id", "Run", ""},
    Name{"name", "Name", ""},
    Name{"state", "State", ""},
    Name{"batch_name", "Submitted as", ""},
    Name{"model", "Model", ""},
    Name{"dataset", "Dataset", ""},
    Name{"optimizer", "Optimiser", ""},
    Name{"learning_rate", "Learning rate", ""},
    Name{"learning_rate_unit", "Rate counts", ""},
    Name{"batch", "Batch", ""},
    Name{"epochs", "Epochs", ""},
    Name{"seed", "Seed", ""},
    Name{"device", "Device", ""},
    Name{"threads", "Threads", ""},
    Name{"seconds", "Wall time [s]", ""},
    Name{"momentum", "Momentum", ""},
    Name{"nesterov", "Nesterov", ""},
    Name{"weight_decay", "Weight decay", ""},
    Name{"widths", "Widths", ""},
    Name{"limit_train", "Training samples used", ""},
    Name{"limit_test", "Test samples used", ""},
    Name{"record_every", "Record every", ""},
    Name{"evaluate_train", "Training samples evaluated at the end", ""},
    Name{"data_directory", "Data folder", ""},
    Name{"image_size", "Image size", ""},
    Name{"shortcut", "Shortcut", ""},
    Name{"clip_norm", "Longest gradient", ""},
    Name{"label_smoothing", "Label smoothing", ""},
    Name{"normalization", "Normalisation", ""},
    Name{"crop", "Crop", ""},
    Name{"flip", "Flip", ""},
    Name{"cutout", "Cutout", ""},
    Name{"early_stop", "Early stop [epochs]", ""},
    Name{"loaders", "Loaders", ""},
    Name{"processes", "Processes", ""},
    Name{"evaluate_train", "Training split evaluated", ""},
    Name{"checkpoint_every", "Checkpoint every", ""},
    Name{"keep_checkpoints", "Checkpoints kept", ""},
    Name{"keep_best", "Best checkpoint kept", ""},
    Name{"tags", "Tags", ""},
    Name{"note", "Note", ""},
};

QString tr(const char* source)
{
    return QCoreApplication::translate("QuantityNames", source);
}

template <typename Names>
const Name* find(const Names& names, std::string_view id)
{
    const auto found = std::ranges::find(names, id, &Name::id);
    return found == names.end() ? nullptr : &*found;
}

std::pair<std::string_view, std::string_view> cut(std::string_view tag)
{
    const std::size_t slash = tag.rfind('/');
    return slash == std::string_view::npos ? std::pair{std::string_view(), tag}
                                           : std::pair{tag.substr(0, slash), tag.substr(slash + 1)};
}

} // namespace

QString quantityTitle(std::string_view tag)
{
    const auto [split, id] = cut(tag);
    const Name* name = find(kQuantities, id);
    if (!name)
        return toQString(tag);
    if (split.empty() || split == "run" || split == "time" || id == "learning_rate")
        return tr(name->title);
    return QStringLiteral("%1, %2").arg(tr(name->title), toQString(split));
}

QString quantityAxis(std::string_view tag)
{
    return cut(tag).second == "loss" ? tr("%1 [nats]").arg(quantityTitle(tag)) : quantityTitle(tag);
}

QString quantityHelp(std::string_view tag)
{
    const Name* name = find(kQuantities, cut(tag).second);
    return name ? tr(name->help) : QString();
}

QString columnTitle(std::string_view key)
{
    const Name* name = find(kColumns, key);
    return name ? tr(name->title) : toQString(key);
}

} // namespace cobench::ui
