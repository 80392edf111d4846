// Names that the evaluator asks for all the time, interned once.
#pragma once

#include "python/symbol.h"

namespace retort::python {

struct Names {
  Symbol init = intern("__init__");
  Symbol new_ = intern("__new__");
  Symbol post_init = intern("__post_init__");
  Symbol init_subclass = intern("__init_subclass__");
  Symbol set_name = intern("__set_name__");
  Symbol class_ = intern("__class__");
  Symbol name = intern("__name__");
  Symbol qualname = intern("__qualname__");
  Symbol module = intern("__module__");
  Symbol doc = intern("__doc__");
  Symbol dict = intern("__dict__");
  Symbol file = intern("__file__");
  Symbol package = intern("__package__");
  Symbol path = intern("__path__");
  Symbol all = intern("__all__");
  Symbol annotations = intern("__annotations__");
  Symbol call = intern("__call__");
  Symbol getattr = intern("__getattr__");
  Symbol setattr = intern("__setattr__");
  Symbol delattr = intern("__delattr__");
  Symbol get = intern("__get__");
  Symbol getitem = intern("__getitem__");
  Symbol setitem = intern("__setitem__");
  Symbol delitem = intern("__delitem__");
  Symbol class_getitem = intern("__class_getitem__");
  Symbol missing = intern("__missing__");
  Symbol iter = intern("__iter__");
  Symbol next = intern("__next__");
  Symbol len = intern("__len__");
  Symbol bool_ = intern("__bool__");
  Symbol repr = intern("__repr__");
  Symbol str = intern("__str__");
  Symbol format = intern("__format__");
  Symbol hash = intern("__hash__");
  Symbol contains = intern("__contains__");
  Symbol enter = intern("__enter__");
  Symbol exit = intern("__exit__");
  Symbol aenter = intern("__aenter__");
  Symbol aexit = intern("__aexit__");
  Symbol await = intern("__await__");
  Symbol eq = intern("__eq__");
  Symbol ne = intern("__ne__");
  Symbol lt = intern("__lt__");
  Symbol le = intern("__le__");
  Symbol gt = intern("__gt__");
  Symbol ge = intern("__ge__");
  Symbol invert = intern("__invert__");
  Symbol pos = intern("__pos__");
  Symbol neg = intern("__neg__");
  Symbol int_ = intern("__int__");
  Symbol float_ = intern("__float__");
  Symbol index = intern("__index__");
  Symbol bases = intern("__bases__");
  Symbol mro = intern("__mro__");
  Symbol subclasses = intern("__subclasses__");
  Symbol match_args = intern("__match_args__");
  Symbol slots = intern("__slots__");
  Symbol self = intern("self");
  Symbol value = intern("value");
  Symbol args = intern("args");
};

inline const Names& names() {
  static const Names instance;
  return instance;
}

}  // namespace retort::python
