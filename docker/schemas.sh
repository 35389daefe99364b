# shellcheck shell=bash
# Makes the schema and the account of each service. Read by the image's entry point, once, when its volume is new; passwords
# come from the environment. On a server that has its data already: local-infrastructure.jar provision.
for service in user product order schedule; do
    variable="TIMEDEAL_${service^^}_DB_PASSWORD"
    # In GRANT an underscore would stand for any character.
    docker_process_sql <<SQL
CREATE DATABASE IF NOT EXISTS \`timedeal_$service\` CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci;
CREATE USER IF NOT EXISTS \`timedeal_$service\`@'%' IDENTIFIED BY '${!variable}';
GRANT ALL ON \`timedeal\\_$service\`.* TO \`timedeal_$service\`@'%';
SQL
done
