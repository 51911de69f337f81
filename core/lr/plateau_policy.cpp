// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau_policy.h"

#include "core/lr/policy_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace cobench::lr {

namespace {

constexpr std::array<std::string_view, 4> kMonitors{
    "val/loss", "val/accuracy", "train/epoch_loss", "train/epoch_accuracy"};
constexpr double kMostEpochs = 1e6;

Direction directionOf(std::string_view monitor)
{
    return monitor.ends_with("accuracy") ? Direction::Higher : Direction::Lower;
}

Error fault(std::size_t offset, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = "plateau policy",
        .place = "column " + std::to_string(offset + 1),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

struct Field {
    std::string_view key;
    std::string_view value;
    std::size_t offset; // of the key
};

/// "a_1+b_2" from `offset` on; a value may hold anything but '+', unless it follows an exponent's e.
std::vector<Field> fieldsOf(std::string_view text, std::size_t offset)
{
    std::vector<Field> fields;
    while (!text.empty()) {
        std::size_t end = text.find('+');
        while (end != std::string_view::npos && end > 0 && text[end - 1] == 'e' && end + 1 < text.size()
            && text[end + 1] >= '0' && text[end + 1] <= '9')
            end = text.find('+', end + 1);
        const std::string_view item = text.substr(0, end);
        const std::size_t separator = std::min(item.find('_'), item.size());
        fields.push_back({item.substr(0, separator), item.substr(std::min(separator + 1, item.size())), offset});
        const std::size_t used = end == std::string_view::npos ? text.size() : end + 1;
        text.remove_prefix(used);
        offset += used;
    }
    return fields;
}

/// Where the policies of a list begin: after each "-" before "lrPolicy_", outside of a formula's braces.
std::vector<std::size_t> policyStarts(std::string_view text)
{
    constexpr std::string_view kStart = "-lrPolicy_";
    std::vector<std::size_t> starts;
    bool isInside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        isInside = text[i] == '{' || (isInside && text[i] != '}');
        if (!isInside && text.substr(i).starts_with(kStart))
            starts.push_back(i + 1);
    }
    return starts;
}

class Reader
{
public:
    Reader(std::string_view text, Monitors monitors)
        : m_text(text)
        , m_monitors(monitors)
        , m_starts(policyStarts(text))
    {
    }

    Result<PlateauPolicy> read()
    {
        std::string_view head = m_text.substr(0, m_starts.empty() ? m_text.size() : m_starts.front() - 1);
        head.remove_prefix(kPlateauKey.size());
        const std::size_t nameEnd = std::min(head.find('+'), head.size());
        const std::string_view name = head.substr(0, nameEnd);
        head.remove_prefix(std::min(nameEnd + 1, head.size()));
        m_fields = fieldsOf(head, kPlateauKey.size() + nameEnd + 1);
        if (name == "REDUCE")
            m_policy.options = ReduceOnPlateauOptions{.initialRate = 0.0};
        else if (name == "CHANGE")
            m_policy.options = ChangeOnPlateauOptions{};
        else
            return fault(
                kPlateauKey.size(), "unknown plateau policy '" + std::string(name) + "'", "REDUCE or CHANGE");
        if (auto* change = std::get_if<ChangeOnPlateauOptions>(&m_policy.options))
            if (auto listed = readPolicies(*change); !listed)
                return listed.error();
        for (const Field& field : m_fields)
            if (auto kept = keep(field); !kept)
                return kept.error();
        return checked();
    }

private:
    Result<void> readPolicies(ChangeOnPlateauOptions& change)
    {
        for (std::size_t i = 0; i < m_starts.size(); ++i) {
            const std::size_t end = i + 1 < m_starts.size() ? m_starts[i + 1] - 1 : m_text.size();
            auto read = parse(m_text.substr(m_starts[i], end - m_starts[i]));
            if (!read)
                return fault(m_starts[i] + columnOf(read.error()), read.error().detail, read.error().cure);
            if (read->policies.size() != 1)
                return fault(m_starts[i], "a list of policies holds no composite", "name single policies");
            change.policies.push_back(std::move(read->policies.front()));
        }
        return {};
    }

    static std::size_t columnOf(const Error& error)
    {
        constexpr std::string_view kColumn = "column ";
        std::size_t column = 1;
        if (error.place.starts_with(kColumn))
            std::from_chars(error.place.data() + kColumn.size(), error.place.data() + error.place.size(), column);
        return column - 1;
    }

    Result<void> keep(const Field& field)
    {
        if (field.key == "monitor") {
            const bool isKnown = m_monitors == Monitors::Any
                ? !field.value.empty()
                : std::ranges::find(kMonitors, field.value) != kMonitors.end();
            if (!isKnown)
                return fault(field.offset,
                    "unknown value '" + std::string(field.value) + "'",
                    "val/loss, val/accuracy, train/epoch_loss or train/epoch_accuracy");
            m_policy.monitor = field.value;
            return {};
        }
        if (auto* reduce = std::get_if<ReduceOnPlateauOptions>(&m_policy.options); reduce && field.key == "mode") {
            if (field.value != "rel" && field.value != "abs")
                return fault(
                    field.offset, "unknown mode '" + std::string(field.value) + "'", "mode_rel or mode_abs");
            reduce->relativeThreshold = field.value == "rel";
            return {};
        }
        double number = 0.0;
        const auto [end, code]
            = std::from_chars(field.value.data(), field.value.data() + field.value.size(), number);
        if (code != std::errc() || end != field.value.data() + field.value.size() || !std::isfinite(number))
            return fault(field.offset + field.key.size() + 1, "a number is expected", "write e.g. patience_2");
        const bool isKnown
            = std::visit([&](auto& options) { return assign(options, field.key, number); }, m_policy.options);
        if (!isKnown)
            return fault(field.offset,
                "unknown key or value out of range: '" + std::string(field.key) + "'",
                "see lr replay --help for the keys");
        return {};
    }

    template <typename Count>
    static bool count(Count& field, double number)
    {
        if (!(number >= 0.0 && number <= kMostEpochs) || number != std::floor(number))
            return false;
        field = static_cast<Count>(number);
        return true;
    }

    static bool assign(ReduceOnPlateauOptions& options, std::string_view key, double number)
    {
        if (key == "patience" || key == "cooldown")
            return count(key == "patience" ? options.patience : options.cooldown, number);
        double* target = key == "k0" ? &options.initialRate
            : key == "factor"        ? &options.factor
            : key == "threshold"     ? &options.threshold
            : key == "min"           ? &options.minimumRate
                                     : nullptr;
        if (target == nullptr || number < 0.0)
            return false;
        *target = number;
        return true;
    }

    static bool assign(ChangeOnPlateauOptions& options, std::string_view key, double number)
    {
        if (key == "start")
            return count(options.start, number);
        if (key == "cooldown" || key == "n")
            return count(key == "n" ? options.window : options.cooldown, number);
        if (key != "threshold")
            return false;
        options.threshold = number;
        return true;
    }

    Result<PlateauPolicy> checked()
    {
        setDirection(m_policy, directionOf(m_policy.monitor));
        if (const auto* reduce = std::get_if<ReduceOnPlateauOptions>(&m_policy.options)) {
            if (!(reduce->initialRate > 0.0))
                return fault(m_text.size(), "k0 is missing", "add the first rate, e.g. +k0_0.1");
            if (!(reduce->factor < 1.0))
                return fault(m_text.size(), "the factor is not below 1", "e.g. factor_0.1");
        }
        if (const auto* change = std::get_if<ChangeOnPlateauOptions>(&m_policy.options)) {
            if (change->policies.empty() || change->start >= change->policies.size())
                return fault(m_text.size(),
                    "start names none of the policies",
                    "append policies from large rates to small ones: -lrPolicy_…-lrPolicy_…");
            if (change->window < 2)
                return fault(m_text.size(), "n is below 2", "n_2 or more");
        }
        return m_policy;
    }

    std::string_view m_text;
    Monitors m_monitors;
    std::vector<std::size_t> m_starts;
    std::vector<Field> m_fields;
    PlateauPolicy m_policy;
};

std::string text(const ReduceOnPlateauOptions& options, const std::string& monitor)
{
    return "REDUCE+k0_" + numberText(options.initialRate) + "+factor_" + numberText(options.factor) + "+patience_"
        + std::to_string(options.patience) + "+threshold_" + numberText(options.threshold)
        + (options.relativeThreshold ? "" : "+mode_abs") + "+cooldown_" + std::to_string(options.cooldown) + "+min_"
        + numberText(options.minimumRate) + "+monitor_" + monitor;
}

std::string text(const ChangeOnPlateauOptions& options, const std::string& monitor)
{
    std::string all = "CHANGE+start_" + std::to_string(options.start) + "+cooldown_"
        + std::to_string(options.cooldown) + "+threshold_" + numberText(options.threshold) + "+n_"
        + std::to_string(options.window) + "+monitor_" + monitor;
    for (const Policy& policy : options.policies)
        all += "-" + format(policy);
    return all;
}

} // namespace

bool isPlateauText(std::string_view text)
{
    return text.starts_with(kPlateauKey);
}

std::string format(const PlateauPolicy& policy)
{
    return std::string(kPlateauKey)
        + std::visit([&](const auto& options) { return text(options, policy.monitor); }, policy.options);
}

Result<PlateauPolicy> parsePlateau(std::string_view text, Monitors monitors)
{
    constexpr std::size_t kLongest = 1 << 20;
    if (!isPlateauText(text) || text.size() > kLongest)
        return fault(0, "is no plateau policy", "begin with lrPlateau_REDUCE or lrPlateau_CHANGE");
    return Reader(text, monitors).read();
}

void setDirection(PlateauPolicy& policy, Direction direction)
{
    std::visit([&](auto& options) { options.direction = direction; }, policy.options);
}

PlateauRun::PlateauRun(const PlateauPolicy& policy)
    : m_run(std::holds_alternative<ReduceOnPlateauOptions>(policy.options)
            ? std::variant<ReduceOnPlateau, ChangeOnPlateau>(
                ReduceOnPlateau(std::get<ReduceOnPlateauOptions>(policy.options)))
            : std::variant<ReduceOnPlateau, ChangeOnPlateau>(
                ChangeOnPlateau(std::get<ChangeOnPlateauOptions>(policy.options))))
{
}

double PlateauRun::rate(std::uint64_t done) const
{
    if (const auto* reduce = std::get_if<ReduceOnPlateau>(&m_run))
        return reduce->rate();
    return std::get<ChangeOnPlateau>(m_run).rate(done + 1);
}

PlateauAction PlateauRun::observe(double value, std::uint64_t iterationsDone, std::uint64_t iterationsTotal)
{
    if (auto* change = std::get_if<ChangeOnPlateau>(&m_run))
        return change->observe(value, iterationsDone, iterationsTotal);
    const PlateauAction action = std::get<ReduceOnPlateau>(m_run).observe(value);
    m_reductions += action == PlateauAction::Smaller ? 1 : 0;
    return action;
}

std::size_t PlateauRun::index() const
{
    const auto* change = std::get_if<ChangeOnPlateau>(&m_run);
    return change ? change->index() : m_reductions;
}

} // namespace cobench::lr
