# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Model cards: how to feed and understand networks whose weights come from elsewhere. core/detect embeds them.
set(COBENCH_MODEL_CARDS
    fastestdet_352
    nanodet_hpc203
    nanodet_m_hpc203
    ulfg_RFB-320
    ulfg_slim-320
    ulfg_version-RFB-320_simplified
    ulfg_version-RFB-320_without_postprocessing
    ulfg_version-slim-320_simplified
    ulfg_version-slim-320_without_postprocessing
    yolo-fastest-1.0
    yolo-fastest-1.0-xl
    yolo-fastest-1.1
    yolo-fastest-1.1-xl
    yolo-fastest-1.1-xl-608
    yolo-fastest-1.1_body
    yolo-fastest-1.1_body-608
    yolo-fastestv2_352
    yunet_n_320_320
    yunet_n_640_640
    yunet_s_320_320
)
