-- retort: upgrade
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE t (a varchar(20) DEFAULT 'it\'s; fine', b int); # no; comment
DELIMITER //
CREATE PROCEDURE p()
BEGIN
    SELECT 1;
    SELECT 2;
END//
DELIMITER ;
CALL p();
