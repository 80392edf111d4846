// The order in which a database's objects can be made: what an object needs stands before it, and
// where there is a choice, kinds follow each other as a person would write them, and names their
// alphabet. Belongs to one writing.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "schema/shape.h"

namespace retort::dialect {

class ObjectOrder {
 public:
  /// `rank`: smaller ones come first where nothing else speaks.
  void add(schema::shape::Object object, int rank);
  /// Ignored unless both were added.
  void need(const schema::shape::Object& object, const schema::shape::Object& needs);

  /// Calls `make` with each object in order. Of objects in a circle the first by rank comes before
  /// what it needs of the circle.
  template <class Make>
  void each(const Make& make) {
    sort();
    for (const std::size_t at : order_) {
      if (done_[at]) continue;
      done_[at] = true;
      make(nodes_[at].object);
    }
  }

  /// Within each(): marks a part as made together with `whole` if all else that it needs is there.
  /// False if it has to wait for its turn, or was not added.
  bool take_along(const schema::shape::Object& part, const schema::shape::Object& whole);

 private:
  struct Node {
    schema::shape::Object object;
    int rank = 0;
    std::vector<std::size_t> needs;
    std::vector<std::size_t> needed_by;
  };

  void sort();
  std::vector<std::size_t> circle(std::size_t start, const std::vector<bool>& placed) const;

  std::vector<Node> nodes_;
  std::map<schema::shape::Object, std::size_t> places_;
  std::vector<std::size_t> order_;
  std::vector<bool> done_;
};

}  // namespace retort::dialect
