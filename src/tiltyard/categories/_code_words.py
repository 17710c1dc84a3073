"""Words of programming, with the points that each brings."""

from __future__ import annotations

from tiltyard.categories._prompts import weights

# 3 points: of programming alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: """
            .net abap activerecord addeventlistener aiohttp alpinejs ampl amqp angular ansible
            apache2 appendentries appium applescript argocd arm64 artisan asp async asyncio
            attributeerror autohotkey autoit await awk aws axum babel backend bash bazel
            beautifulsoup bgp bigquery blazor bubblesort bytecode bytesio c# c++ c++11 c++17 c++20
            cassandra cgo chmod chown circleci cisco clang clickhouse clojure cmake cmakelists cmd
            coalesce cobol cocotb codebase codeql compilers conda const constexpr cordova cors
            cplex cqrs cron crontab crud css css3 csvreader cte cuda curl cython d3 dagster
            databricks datadog dataframe datetime dax dbt ddd debian debugger decompile decompiler
            delphi dependency-injection deserialize disassembler div django dll docker dockerfile
            dockerized dotnet dplyr drupal dtype duckdb dynamodb ebpf eintr elasticsearch enum
            epoll eresolve errno eslint esxi exe-file ext4 f# fastapi ffmpeg firebase fizzbuzz
            flask fork() fortran frontend gams gcc gdb ggplot ggplot2 ghidra github gitlab glsl
            godot golang goroutine goroutines gradio gradle grafana graphql grep groupby grpc
            hadoop haproxy hashmap haskell hdl heroku hibernate hlsl homebrew html html5 htmx
            huggingface hyperv ide idempotent iframe iloc imagemagick indexerror innerhtml
            intellij ios-xr ioutil iptables istio javac javafx javascript javascripts jenkins
            jetpack joins joomla jpa jq jquery js jscript jsonb jsp junit jwt k8s keras keyerror
            kibana knex kotlin kubectl kubelet kubernetes kwargs labview lambda-function langchain
            laravel leetcode lightgbm linux llamaindex llvm localhost localstorage lombok luau lvm
            magento makefile malloc mariadb matlab matplotlib maui memcpy metasploit micronaut
            microservices middleware minizinc mockito mongo mongodb mongoose monorepo mpi mqtt
            multithreaded multithreading mutex mutexes mvc mvvm mysql namespace nasm ndarray neo4j
            netlify netstat nextjs nginx nix nix-shell nixos nixpkgs nmap nodejs nosql npcap npm
            nullpointerexception nullptr numba numpy numpy's nuxt oauth obfuscate ocaml octave
            odoo onclick openapi opencl opencv opengl openmp openscad opensearch openssl orm ospf
            pandas perl php phpunit pipenv pivot_table plotly plsql podman pom postgres postgresql
            powerbi powerquery powershell printf println programmieren programmierung prolog
            prometheus promql protobuf proxmox pseudocode pthread ptr puppeteer pwa pygame pymc
            pyplot pyqt pyqt6 pyside pyspark pytest python2 pytorch qml qt5 quarkus queryselector
            rabbitmq raft-protocol rails reactjs redis redshift refactor refactoring regex regexes
            regexp roblox rollup rspec s3 scipy seaborn segfault selenium semgrep sequelize serde
            serverless servlet sessionstorage sidekiq simulink sklearn snowpark solidity sonarqube
            splunk sproc spss sql sqlalchemy sqlite sqlmap sqlx ssh sshd ssl ssms stacktrace stata
            stateless stdin stdlib stdout strcpy streamlit struct subclass subquery sudo supabase
            superclass svelte sveltekit svg swagger swiftui symfony syntaxerror syscall syscalls
            systemctl systemd systemverilog t-sql tailscale tauri tcpdump tensorflow terraform
            testbench threejs thrift tidyverse tikz timestamptz tkinter tokio tomcat traceback
            traefik tsconfig tsql typecast typedef typeerror typeorm typescript ubuntu uikit
            unittest upsert urllib useeffect usestate vagrant valgrind valueerror varchar vba vbs
            vbscript vector<int> venv verilator verilog vhdl vim virtualenv vlan vlookup vscode
            vtable vue vue3 vuetify vulkan wasm webassembly webdev webgl webpack websocket
            websockets winapi wireguard wireshark wordpress wpf wsl wxpython x86 x86-64 xamarin
            xaml xcode xgboost xlookup xpath yosys zeromq программирование
        """,
        2: """
            algorithm algorithme algorithms algorithmus algoritmo api apis arduino array arrays
            autocad boolean bootstrap codes codice coding compile compiled compiler concurrency
            constructor código código-fonte debug debugging deploy deployment dijkstra emacs
            encapsulation endpoint flexbox getter git inheritance instantiate iterate iterator
            java jupyter lambda linter mergesort mermaid microservice mocks mongodb's override
            parser polymorphism programmier programming python python3 quicksort react recursion
            recursive refs repo ruby runtime rust schleife scrape scraper scraping setter snippet
            stl subnet subroutine swift syntax tailwind tuple tuples unicode unix url utf
            vba-makro webhook webpage алгоритм кода коде кодом коду питон питоне скрипт цикл
        """,
        1: """
            abstract airflow ant app application archivo args argument arguments arquivo assembly
            binary bits bot boucle branch browser bubble bucle bug bugs build button bytes c cache
            callback callbacks cell celsius character characters chatbot chrome ci class classes
            click code codec column columns command commands commit compilation complexity
            component composer comprehension compute container csv cypress dart database databases
            dataset datei decode dependency device dictionaries dictionary directory dns docstring
            dom domains driver drivers dropdown echo electron element elements elixir encode end
            environment error errors event events excel exception expected express extension fails
            fibonacci fichier file files flutter folder fonction fonctions format formula formulas
            fragment framework funciones función function functions funktion funzione função
            gherkin go graph hash heap helm http import index indices inline input install
            installing integer integers interface jest join json julia jvm kafka kernel keyword
            latex layer let library line liner lines linked list lista liste listen lists login
            loop loops lua mac macro maven memory menu merge method methods minecraft mocha model
            module nested neural node nodes notation null o(n object objects output package
            packages parameter parameters patterns plugin pointer pointers postman print prisma
            program programa programm programme programs prompt queries query queue r race
            reference render replace repository request requests return returns row rows save
            scala schema script scripts server sheet sheets shell shiny singleton site snowflake
            soap software sort sorted sorts spaces spark spreadsheet spring sqlserver stack string
            strings submenu tabelle table tables tabs terminal test tests textbox thread threads
            token toml toolbar tree type undefined undo unity variable variables vowels vs website
            widget windows xml yaml компиляции ошибку программа программу список функции функцию
            функция
        """,
    }
)
