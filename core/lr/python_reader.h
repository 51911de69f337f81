// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cobench::lr {

struct NamedValue;

/// A value in Python code, as far as schedules need it.
struct PythonValue {
    enum class Kind { Unknown, None, Number, Text, List, Dict, Name, Call, Lambda };
    Kind kind = Kind::Unknown;
    double number = 0.0; // Number; True and False are 1 and 0
    std::string text; // Text; last part of a dotted Name or called name; Lambda: parameter
    std::string body; // Lambda: what it returns, as written
    std::vector<PythonValue> items; // List; Call: positional arguments
    std::vector<NamedValue> named; // Call: keyword arguments; Dict
    std::size_t offset = 0; // in the code

    bool isNumber() const { return kind == Kind::Number; }
    bool isCall() const { return kind == Kind::Call; }
};

struct NamedValue {
    std::string name;
    PythonValue value;
};

/// What the statements of a piece of code are worth, in order; nothing is run. Statements that are not understood
/// are passed over. Names that were assigned before are replaced by their values, arithmetic of numbers is done.
/// Bounded: nesting beyond 50 is Unknown.
struct PythonCode {
    std::vector<PythonValue> values;
    std::map<std::string, PythonValue> variables;
};
PythonCode readPython(std::string_view code);

/// A Python expression in one variable as a formula of ours in t; none where it uses anything else.
std::optional<std::string> formulaFromPython(
    std::string_view expression, std::string_view variable, const std::map<std::string, PythonValue>& variables);

} // namespace cobench::lr
