// In place of mysql_connection.cc where the headers of libmariadb were missing when this program
// was built.
#include "base/error.h"
#include "database/mysql_connection.h"

namespace retort::database {

std::unique_ptr<Connection> connect_mysql(const Url&, const ConnectOptions&) {
  throw Error(ErrorCode::unsupported, "This program was built without MySQL and MariaDB")
      .with_hint(
          "Build it where libmariadb-dev is installed, or render the SQL with --sql and run it "
          "with another program.");
}

}  // namespace retort::database
