// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"
#include "core/data/split_parts.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace cobench::data {

namespace {

/// In the order of CIFAR-100's fine labels.
constexpr const char* kCifar100
    = "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus "
      "butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab "
      "crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo "
      "keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse "
      "mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy "
      "porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper "
      "snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television "
      "tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm";

std::vector<std::string> words(const char* text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

} // namespace

const std::vector<DatasetInfo>& knownDatasets()
{
    static const std::vector<DatasetInfo> known{
        {"fashion-mnist",
            "Fashion-MNIST",
            {1, 28, 28},
            {"T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot"}},
        {"mnist", "MNIST", {1, 28, 28}, numberedClasses(10)},
        {"cifar10", "CIFAR-10", {3, 32, 32}, words("airplane automobile bird cat deer dog frog horse ship truck")},
        {"cifar100", "CIFAR-100", {3, 32, 32}, words(kCifar100)},
        {"digits", "Handwritten digits (OpenCV)", {1, 20, 20}, numberedClasses(10)},
    };
    return known;
}

const DatasetInfo* findDatasetInfo(std::string_view name)
{
    const auto found = std::ranges::find(knownDatasets(), name, &DatasetInfo::name);
    return found == knownDatasets().end() ? nullptr : &*found;
}

} // namespace cobench::data
