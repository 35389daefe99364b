# shellcheck shell=bash
# Makes the schema of each service and its two accounts: one that reads and writes rows while the service runs, and one that
# migrates. Read by the image's entry point, once, when its volume is new; passwords come from the environment. It may run
# again, and then also takes away what is too much. So for a volume of a version in which there was one account:
#   docker compose exec mariadb bash /docker-entrypoint-initdb.d/schemas.sh
# On a server that is not in a container: local-infrastructure.jar provision.
if ! declare -F docker_process_sql > /dev/null; then
    docker_process_sql() {
        MYSQL_PWD=$MARIADB_ROOT_PASSWORD mariadb --user=root "$@"
    }
fi
for service in user product order schedule; do
    running="TIMEDEAL_${service^^}_DB_PASSWORD"
    migrating="TIMEDEAL_${service^^}_DB_MIGRATION_PASSWORD"
    # In GRANT an underscore would stand for any character.
    docker_process_sql <<SQL
CREATE DATABASE IF NOT EXISTS \`timedeal_$service\` CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci;
CREATE USER IF NOT EXISTS \`timedeal_$service\`@'%' IDENTIFIED BY '${!running}';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM \`timedeal_$service\`@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON \`timedeal\\_$service\`.* TO \`timedeal_$service\`@'%';
CREATE USER IF NOT EXISTS \`timedeal_${service}_migration\`@'%' IDENTIFIED BY '${!migrating}';
GRANT ALL ON \`timedeal\\_$service\`.* TO \`timedeal_${service}_migration\`@'%';
SQL
done
