from functools import reduce

filter = filter
map = map
range = xrange = range
zip = zip
