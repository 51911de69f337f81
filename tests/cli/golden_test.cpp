// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Times differ from run to run; everything else must not.
QByteArray withoutTimes(QByteArray text)
{
    static const QRegularExpression json(
        QStringLiteral("\"seconds\":\\{\"read\":[^,]*,\"prepare\":[^,]*,\"score\":[^}]*\\}"));
    static const QRegularExpression search(QStringLiteral("\"seconds\":\\{\"search\":[^}]*\\}"));
    static const QRegularExpression people(QStringLiteral("[0-9.]+ s\\b"));
    QString result = QString::fromUtf8(text);
    result.replace(json, QStringLiteral("\"seconds\":{\"read\":TIME,\"prepare\":TIME,\"score\":TIME}"));
    result.replace(search, QStringLiteral("\"seconds\":{\"search\":TIME}"));
    result.replace(people, QStringLiteral("TIME s"));
    return result.toUtf8();
}

} // namespace

/// Runs commands over the small pools of tests/cli/data and compares what they print, byte by byte, with the files
/// of tests/cli/golden. With COBENCH_UPDATE_GOLDEN set it writes those files instead: read the difference before
/// committing it. golden/README.md says how the figures in them were checked.
class GoldenTest : public QObject
{
    Q_OBJECT

private slots:
    void the_output_is_what_it_was_data();
    void the_output_is_what_it_was();
};

void GoldenTest::the_output_is_what_it_was_data()
{
    QTest::addColumn<QString>("command");
    const auto row
        = [](const char* file, const char* command) { QTest::newRow(file) << QString::fromUtf8(command); };
    row("pool_info.txt", "pool info three");
    row("pool_info.json", "pool info three --json");
    row("pool_info_labels.json", "pool info votes.csv --json");
    row("pool_votes.json", "pool votes three --at 0,2 --json");
    row("pool_votes_differ.txt", "pool votes votes.csv --differ 0,1");
    row("matrix_qs.txt", "ensemble matrix three --metric QS");
    row("matrix_ck.json", "ensemble matrix three --metric CK --json");
    row("matrix_bd_disagreement.json", "ensemble matrix votes.csv --metric BD --samples disagreement --json");
    row("matrix_qs_focal.json", "ensemble matrix three --metric QS --samples focal:1 --json");
    row("matrix_qs_focal_reference.json",
        "ensemble matrix three --metric QS --samples focal:1 --convention reference --json");
    row("score.txt", "ensemble score three");
    row("score_all_metrics.json", "ensemble score three --metrics all --focal --json");
    row("score_teams.json", "ensemble score votes.csv --teams 3,0;1;0,1,2,3 --metrics GD,KW --json");
    row("score_summary.json", "ensemble score three --summary --json");
    row("score_summary.txt", "ensemble score three --summary");
    row("team.txt", "ensemble team val=three,test=three --members 2,0 --metrics all --temperature 2");
    row("team.json",
        "ensemble team three --members 0,1,2 --metrics all --samples disagreement --confusion --draws 200 --json");
    row("team_labels.json", "ensemble team votes.csv --members 0,1,3 --metrics GD --consensus majority --json");
    row("select_mean.txt", "ensemble select val=three,test=three --method mean --metric BD");
    row("select_mean.json", "ensemble select three --method mean --metric BD --json");
    row("select_focal.json", "ensemble select three --method focal --metric GD --json");
    row("select_votes.json", "ensemble select votes.csv --method mean --metric GD --json");
    row("select_exact.json", "ensemble select val=three,test=three --method exact --size 2 --json");
    row("tree.txt", "ensemble tree three --metric BD --size 3 --beta 0.4");
    row("tree.json", "ensemble tree votes.csv --metric GD --beta 0.2,0.5 --json");
    row("tree_reference.json", "ensemble tree three --metric GD --beta 0.4 --convention reference --json");
    row("score_bootstrap.json",
        "ensemble score three --teams 0,1;0,1,2 --metrics GD,EN --bootstrap 200 --seed 3 --json");
    row("detect_emulated.json",
        "detect run --source synthetic --frames 5000 --model null --devices 6*emulated:2.5 --rate 14 --clock "
        "simulated "
        "--json");
    row("detect_emulated.txt",
        "detect run --quiet --source synthetic --frames 500 --model null "
        "--devices emulated:2.5:jitter=0.2:law=normal:fail=10-20,emulated:8 --schedule sect --rate 14 --clock "
        "simulated");
    row("detect_eval.json", "detect eval --truth gt.txt --detections det.txt --json");
    row("detect_eval.txt", "detect eval --truth gt.txt --detections det.txt --metric voc07 --all-frames");
    row("diversity.txt", "ensemble diversity votes.csv --metric GD --permutations 60 --seed 2");
    row("diversity.json", "ensemble diversity votes.csv --metric BD --permutations 20 --json");
    row("conditions.txt", "ensemble conditions robust --teams 0,1;1,2");
    row("conditions.json", "ensemble conditions robust --teams 0,1;1,2 --metric BD --json");
    row("top.json", "ensemble top votes.csv --keep 2 --json");
    row("top.txt", "ensemble top three --metrics GD,CK --samples disagreement --min-size 1");
    row("lr_list.txt", "lr list");
    row("lr_eval.json", "lr eval lrPolicy_TRI2+k0_0.1+k1_1+l_10 --at 0,5,10,30,50 --json");
    row("lr_eval_reference.json",
        "lr eval lrPolicy_RSW+k0_0.1+k1_1+l_10 --at 0,1,10 --convention reference --json");
    row("lr_eval_formula.json", "lr eval lrPolicy_EXPR+expr_{0.1*2^(-t/10)} --at 0,10,20 --json");
    row("lr_export_caffe.txt", "lr export lrPolicy_STEP+k0_0.1+gamma_0.5+l_30 --to caffe");
    row("lr_export_json.txt", "lr export lrPolicy_FIX+k0_0.1-lrPolicy_EXP+k0_0.1+gamma_0.9-AT-30 --to json");
    row("lr_import.json", "lr import CosineDecay(0.1,300,alpha=0.5) --json");
    row("lr_replay.json", "lr replay lrPlateau_REDUCE+k0_1+factor_0.5+patience_1 --values 1,1,1,0.5 --json");
    row("help.txt", "--help");
    row("help_lr.txt", "lr --help");
    row("help_pool_info.txt", "pool info --help");
    row("help_pool_import.txt", "pool import --help");
    row("help_pool_votes.txt", "pool votes --help");
    row("help_project.txt", "project --help");
    row("help_project_info.txt", "project info --help");
    row("help_project_unbundle.txt", "project unbundle --help");
    row("help_ensemble_matrix.txt", "ensemble matrix --help");
    row("help_ensemble_score.txt", "ensemble score --help");
    row("help_ensemble_select.txt", "ensemble select --help");
    row("help_ensemble_team.txt", "ensemble team --help");
    row("help_ensemble_tree.txt", "ensemble tree --help");
    row("help_ensemble_diversity.txt", "ensemble diversity --help");
    row("help_ensemble_conditions.txt", "ensemble conditions --help");
    row("help_ensemble_top.txt", "ensemble top --help");
    row("help_trace.txt", "trace --help");
    row("help_runs.txt", "runs --help");
    row("help_runs_list.txt", "runs list --help");
    row("help_runs_show.txt", "runs show --help");
    row("help_runs_export.txt", "runs export --help");
    row("help_runs_snapshots.txt", "runs snapshots --help");
    row("help_runs_import.txt", "runs import --help");
    row("help_detect.txt", "detect --help");
    row("help_detect_models.txt", "detect models --help");
    row("help_detect_run.txt", "detect run --help");
    row("help_detect_eval.txt", "detect eval --help");
    row("help_detect_plan.txt", "detect plan --help");
    row("help_detect_list.txt", "detect list --help");
    row("detect_plan.json", "detect plan --devices emulated:10 --rate 30 --most 3 --frames 300 --json");
    row("help_demo.txt", "demo --help");
    row("help_engine.txt", "engine --help");
    row("help_engine_status.txt", "engine status --help");
}

void GoldenTest::the_output_is_what_it_was()
{
    QFETCH(QString, command);
    const QString golden
        = sourcePath(QStringLiteral("tests/cli/golden/")) + QString::fromUtf8(QTest::currentDataTag());
    const CliRun run = runCli(command.split(u' '), sourcePath(QStringLiteral("tests/cli/data")));
    QCOMPARE(QString::fromUtf8(run.err), QString());
    QCOMPARE(run.exit, 0);
    const QByteArray shown = withoutTimes(run.out);
    if (qEnvironmentVariableIsSet("COBENCH_UPDATE_GOLDEN")) {
        QFile file(golden);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(shown);
        return;
    }
    QCOMPARE(QString::fromUtf8(shown), QString::fromUtf8(contentOf(golden)));
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
