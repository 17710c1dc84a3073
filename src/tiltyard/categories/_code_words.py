"""Words of programming, with the points that each brings."""

from __future__ import annotations

from tiltyard.categories._prompts import weights

# 3 points: of programming alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: """
            .net abap activerecord addeventlistener aiohttp alpinejs ampl amqp apache2 appendentries
            appium applescript arduino argocd arm64 async asyncio attributeerror autohotkey autoit
            awk aws backend bash beautifulsoup bgp bigquery blazor bubblesort bytecode bytesio c#
            c++ c++11 c++17 c++20 cgo chmod chown circleci clang clickhouse clojure cmake cmakelists
            cmd coalesce cobol cocotb codebase codeql compilers conda const constexpr cors cplex
            cqrs cron crontab css css3 csvreader cuda cython dagster databricks datadog dataframe
            dbt debugger decompile decompiler dependency-injection deserialize disassembler div
            django dll docker dockerfile dockerized dotnet dplyr drupal dtype duckdb dynamodb ebpf
            eintr elasticsearch enum epoll eresolve errno eslint esxi exe-file ext4 f# fastapi
            ffmpeg firebase fizzbuzz flask fortran frontend gdb ggplot ggplot2 ghidra github gitlab
            glsl golang goroutine goroutines gradio grafana graphql grep groupby grpc hadoop haproxy
            hashmap haskell hdl heroku hlsl homebrew html html5 htmx huggingface hyperv iframe iloc
            imagemagick indexerror innerhtml intellij ios-xr ioutil iptables istio javac javafx
            javascript javascripts joomla jpa jq jquery js jscript jsonb jsp junit jwt k8s keyerror
            kibana knex kotlin kubectl kubelet kubernetes kwargs labview lambda-function langchain
            laravel leetcode lightgbm linux llamaindex llvm localhost localstorage lvm magento
            makefile malloc mariadb matlab matplotlib memcpy metasploit micronaut microservices
            middleware minizinc mockito mongo mongodb monorepo mqtt multithreaded multithreading
            mutex mutexes mvc mvvm mysql nasm ndarray neo4j netlify netstat nextjs nginx nix-shell
            nixos nixpkgs nmap nodejs nosql npcap npm nullpointerexception nullptr numba numpy
            numpy's nuxt oauth ocaml odoo onclick openapi opencl opencv opengl openmp openscad
            opensearch openssl orm ospf pandas perl php phpunit pipenv pivot_table plotly plsql
            podman postgres postgresql powerbi powerquery powershell printf println programmieren
            programmierung prolog promql protobuf proxmox pseudocode pthread ptr pwa pygame pymc
            pyplot pyqt pyqt6 pyside pyspark pytest python2 pytorch qml qt5 quarkus queryselector
            rabbitmq raft-protocol reactjs redis redshift refactor refactoring regex regexes regexp
            rspec scipy seaborn segfault semgrep sequelize serde serverless servlet sessionstorage
            sidekiq simulink sklearn snowpark sonarqube sproc sql sqlalchemy sqlite sqlmap sqlx ssh
            sshd ssms stacktrace stdin stdlib stdout strcpy streamlit struct subclass subquery sudo
            supabase superclass svelte sveltekit svg swagger swiftui symfony syntaxerror syscall
            syscalls systemctl systemd systemverilog t-sql tailscale tcpdump tensorflow terraform
            testbench threejs tidyverse tikz timestamptz tkinter traceback traefik tsconfig tsql
            typecast typedef typeerror typeorm typescript uikit upsert urllib useeffect usestate
            valgrind valueerror varchar vba vbs vbscript vector<int> venv verilator verilog vhdl vim
            virtualenv vlan vlookup vscode vtable vue3 vuetify vulkan wasm webassembly webdev webgl
            webpack websocket websockets winapi wireguard wireshark wpf wsl wxpython x86 x86-64
            xamarin xaml xcode xgboost xlookup xpath yosys zeromq программирование
        """,
        2: """
            algorithm algorithme algorithms algorithmus algoritmo angular ansible api apis array
            arrays autocad boolean bootstrap cisco codes codice coding compiler concurrency
            constructor crud código código-fonte datetime debian debug debugging delphi dijkstra
            endpoint flexbox git godot gradle hibernate instantiate iterate iterator java jenkins
            jupyter keras lambda linter mergesort mermaid microservice mocks mongodb's mongoose mpi
            namespace obfuscate octave parser polymorphism programmier programming prometheus
            puppeteer python python3 quicksort react recursion recursive refs repo roblox rollup
            ruby rust s3 schleife scrape scraper scraping selenium snippet solidity splunk spss ssl
            stata stateless stl subnet subroutine swift syntax tailwind tomcat tuple tuples ubuntu
            unicode unittest unix url utf vba-makro webhook webpage wordpress алгоритм кода коде
            кодом коду питон питоне скрипт цикл
        """,
        1: """
            abstract airflow ant app application archivo args argument arguments arquivo artisan asp
            assembly await axum babel bazel binary bits bot boucle branch browser bubble bucle bug
            bugs build button bytes c cache callback callbacks cassandra cell celsius character
            characters chatbot chrome ci class classes click code codec column columns command
            commands commit compilation compile compiled complexity component composer comprehension
            compute container cordova csv cte curl cypress d3 dart database databases dataset datei
            dax ddd decode dependency deploy deployment device dictionaries dictionary directory dns
            docstring dom domains driver drivers dropdown echo electron element elements elixir
            emacs encapsulation encode end environment error errors event events excel exception
            expected express extension fails fibonacci fichier file files flutter folder fonction
            fonctions fork() format formula formulas fragment framework funciones función function
            functions funktion funzione função gams gcc getter gherkin go graph hash heap helm http
            ide idempotent import index indices inheritance inline input install installing integer
            integers interface jest jetpack join joins json julia jvm kafka kernel keyword latex
            layer let library line liner lines linked list lista liste listen lists login lombok
            loop loops lua luau mac macro maui maven memory menu merge method methods minecraft
            mocha model module nested neural nix node nodes notation null o(n object objects output
            override package packages parameter parameters patterns plugin pointer pointers pom
            postman print prisma program programa programm programme programs queries query queue r
            race rails reference render replace repository request requests return returns row rows
            runtime save scala schema script scripts server setter sheet sheets shell shiny
            singleton site snowflake soap software sort sorted sorts spaces spark spreadsheet spring
            sqlserver stack string strings submenu tabelle table tables tabs tauri terminal test
            tests textbox thread threads thrift token tokio toml toolbar tree type undefined undo
            unity vagrant variable variables vowels vs vue website widget windows xml yaml
            компиляции ошибку программа программу список функции функцию функция
        """,
    }
)
