/// One page of a longer list.
package struct Slice<Item: Sendable>: Sendable {
    package var items: [Item]
    /// Counted from 1.
    package var page: Int
    package var size: Int
    package var total: Int

    package init(items: [Item], page: Int, size: Int, total: Int) {
        self.items = items
        self.page = page
        self.size = size
        self.total = total
    }

    package var pageCount: Int { max(1, (total + size - 1) / size) }
    package var first: Int { total == 0 ? 0 : (page - 1) * size + 1 }
    package var last: Int { min(total, page * size) }
}
