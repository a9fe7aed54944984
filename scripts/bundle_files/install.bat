@echo off
rem Installs sydata from this folder, without any network. Double-click it, or: install.bat [PYTHON]
chcp 65001 >nul
cd /d "%~dp0"
set PYTHON=%1
if "%PYTHON%"=="" set PYTHON=py
powershell -NoProfile -ExecutionPolicy Bypass -File check.ps1
if errorlevel 1 exit /b 1
%PYTHON% -m venv --clear .venv
if errorlevel 1 exit /b 1
set PIP_CONFIG_FILE=nul
.venv\Scripts\python -m pip install --quiet --no-index --find-links wheels --no-deps --no-compile --disable-pip-version-check --requirement requirements.txt
if errorlevel 1 exit /b 1
.venv\Scripts\python -m sydata --version
echo 已安装。启动： Installed. Start it with: .venv\Scripts\python -m sydata serve
