import Pack

extension Pack {
  /// The pack with every dataset of files read by a warehouse.
  func reading(by warehouse: Warehouse) -> Pack {
    var pack = self
    for (index, dataset) in datasets.enumerated() {
      if case .files = dataset.source { pack.datasets[index].warehouse = warehouse }
    }
    return pack
  }
}
