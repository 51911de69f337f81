// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/lr/python_torch.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sstream>

namespace cobench::lr::test {

namespace {

const QString kPython = QStringLiteral("/usr/bin/python3");
constexpr int kPatience = 120'000; // ms

constexpr const char* kDriver = R"(import sys, warnings
warnings.simplefilter("ignore")
import torch
steps = int(sys.argv[1])
for path in sys.argv[2:]:
    names = {}
    exec(compile(open(path).read(), path, "exec"), names)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = names["make_scheduler"](optimizer)
    rates = []
    for step in range(steps):
        rates.append(repr(float(optimizer.param_groups[0]["lr"])))
        optimizer.step()
        scheduler.step()
    print(" ".join(rates))
)";

void writeFile(const QString& path, const std::string& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text.data(), qsizetype(text.size()));
}

} // namespace

bool hasTorch()
{
    static const bool has = QProcess::execute(kPython, {QStringLiteral("-c"), QStringLiteral("import torch")}) == 0;
    return has;
}

std::vector<std::vector<double>> ratesOf(const std::vector<std::string>& codes, int steps)
{
    const QTemporaryDir folder;
    const QString driver = folder.filePath(QStringLiteral("driver.py"));
    writeFile(driver, kDriver);
    QStringList arguments{driver, QString::number(steps)};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        arguments << folder.filePath(QStringLiteral("code_%1.py").arg(i));
        writeFile(arguments.back(), codes[i]);
    }
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(kPython, arguments);
    python.waitForFinished(kPatience);
    std::vector<std::vector<double>> all;
    for (const QByteArray& line : python.readAllStandardOutput().split('\n')) {
        if (line.isEmpty())
            continue;
        auto& rates = all.emplace_back();
        for (const QByteArray& word : line.split(' '))
            rates.push_back(word.toDouble());
    }
    return all;
}

} // namespace cobench::lr::test
