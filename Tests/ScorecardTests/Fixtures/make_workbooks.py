"""Makes the workbooks of this folder from Examples/bac-ninh-2025/history.csv, with openpyxl and LibreOffice.

    python3 Tests/ScorecardTests/Fixtures/make_workbooks.py

The tests need only the files. Their bytes differ from run to run (times of day), what is read from them does not.
"""

import csv
import datetime
import pathlib
import subprocess
import tempfile

from openpyxl import Workbook
from openpyxl.styles import Alignment

here = pathlib.Path(__file__).resolve().parent
example = here.parents[2] / "Examples/bac-ninh-2025/history.csv"
saved = datetime.datetime(2025, 11, 18, 8, 0)
components = ["transparency", "processing", "online_services", "online_payment", "satisfaction", "digitization"]
vietnamese = {
    "transparency": "Công khai, minh bạch", "processing": "Tiến độ giải quyết",
    "online_services": "Dịch vụ công trực tuyến", "online_payment": "Thanh toán trực tuyến",
    "satisfaction": "Mức độ hài lòng", "digitization": "Số hóa hồ sơ", "total": "Tổng điểm",
}
maxima = {"transparency": 18, "processing": 20, "online_services": 12, "online_payment": 10, "satisfaction": 18,
          "digitization": 22, "total": 100}
indicators = components + ["total"]

with open(example, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text)


def score(sheet, row, column, text):
    cell = sheet.cell(row, column, float(text))
    cell.number_format = "0.00"
    return cell


def save(book, name):
    book.properties.created = book.properties.modified = saved
    book.save(here / name)


def long():
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet.append(list(rows[0]))
    for number, row in enumerate(rows, 2):
        for column, (name, text) in enumerate(row.items(), 1):
            if name == "as_of":
                sheet.cell(number, column, day(text)).number_format = "dd/mm/yyyy"
            elif name == "score":
                score(sheet, number, column, text)
            else:
                sheet.cell(number, column, int(text) if name == "max" else text)
    sheet.auto_filter.ref = sheet.dimensions
    save(book, "long.xlsx")


def cells_by_unit_and_day():
    order, cells = [], {}
    for row in rows:
        key = (row["as_of"], row["unit"], row["level"])
        if key not in cells:
            order.append(key)
            cells[key] = {}
        cells[key][row["indicator"]] = row["score"]
    return order, cells


def wide():
    order, cells = cells_by_unit_and_day()
    book = Workbook()
    sheet = book.active
    sheet.title = "Theo tuần"
    sheet["A1"] = "BẢNG TỔNG HỢP ĐIỂM CÁC TUẦN"
    sheet.merge_cells("A1:J1")
    for column, name in enumerate(["Ngày", "Đơn vị", "Cấp"] + [vietnamese[one] for one in indicators], 1):
        sheet.cell(3, column, name)
    for number, key in enumerate(order, 4):
        sheet.cell(number, 1, day(key[0])).number_format = "dd/mm/yyyy"
        sheet.cell(number, 2, key[1])
        sheet.cell(number, 3, {"province": "Tỉnh", "department": "Sở, ban, ngành", "commune": "Xã, phường"}[key[2]])
        for column, one in enumerate(indicators, 4):
            if one in cells[key]:
                score(sheet, number, column, cells[key][one])
    save(book, "wide.xlsx")


def weeks():
    """A sheet per week: title, header of two rows, numbers of columns, sections, an average, signatures."""
    order, cells = cells_by_unit_and_day()
    book = Workbook()
    book.remove(book.active)
    for date in sorted({key[0] for key in order}):
        sheet = book.create_sheet("Tuần " + day(date).strftime("%d-%m-%Y"))
        sheet["A1"] = "KẾT QUẢ ĐÁNH GIÁ CHẤT LƯỢNG PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP"
        sheet.merge_cells("A1:K1")
        sheet["A2"] = "(Theo Quyết định số 766/QĐ-TTg ngày 23/6/2022; số liệu tính đến ngày " \
            + day(date).strftime("%d/%m/%Y") + ")"
        sheet.merge_cells("A2:K2")
        for column, name in [(1, "STT"), (2, "Đơn vị"), (10, "Xếp hạng"), (11, "Ghi chú")]:
            sheet.cell(4, column, name)
            sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
        sheet["C4"] = "Điểm chỉ số thành phần"
        sheet.merge_cells("C4:I4")
        sheet["C4"].alignment = Alignment(horizontal="center")
        for column, one in enumerate(indicators, 3):
            sheet.cell(5, column, f"{vietnamese[one]} ({maxima[one]})")
            sheet.cell(6, column, column)
        sheet["A6"], sheet["B6"] = 1, 2
        number = 7
        for section, (level, title) in enumerate(
            [("province", "Các tỉnh, thành phố"), ("department", "Các sở, ban, ngành"),
             ("commune", "Các xã, phường, đặc khu")]
        ):
            keys = [key for key in order if key[0] == date and key[2] == level]
            if not keys:
                continue
            sheet.cell(number, 1, ["I", "II", "III"][section])
            sheet.cell(number, 2, title)
            number += 1
            for position, key in enumerate(keys, 1):
                sheet.cell(number, 1, position)
                sheet.cell(number, 2, key[1])
                for column, one in enumerate(indicators, 3):
                    if one in cells[key]:
                        score(sheet, number, column, cells[key][one])
                sheet.cell(number, 10, position)
                number += 1
        sheet.cell(number, 2, "Trung bình")
        sheet.cell(number, 9, f"=AVERAGE(I7:I{number - 1})").number_format = "0.00"
        sheet.cell(number + 2, 2, "NGƯỜI LẬP BIỂU")
        sheet.cell(number + 2, 8, "KT. CHỦ TỊCH")
    save(book, "weeks-openpyxl.xlsx")
    # LibreOffice reckons the formulas and writes the file in its own way.
    convert(here / "weeks-openpyxl.xlsx", "weeks.xlsx")
    (here / "weeks-openpyxl.xlsx").unlink()


def convert(source, name, *options):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", *options, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder,
             str(source)], check=True, stdout=subprocess.DEVNULL)
        (here / name).write_bytes((pathlib.Path(folder) / (source.stem + ".xlsx")).read_bytes())


def components_over_dates():
    """Weeks merged over components, communes down; and a sheet per component, weeks across."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tổng hợp"
    dates = [datetime.date(2025, 11, 3), datetime.date(2025, 11, 10), datetime.date(2025, 11, 17)]
    units = ["Bắc Ninh", "Hải Phòng", "Đồng Nai"]
    sheet["A1"], sheet["B1"] = "TT", "Địa phương"
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:B2")
    values = {}
    for number, unit in enumerate(units):
        sheet.cell(3 + number, 1, number + 1)
        sheet.cell(3 + number, 2, unit)
    for week, date in enumerate(dates):
        first = 3 + 3 * week
        sheet.cell(1, first, date).number_format = "dd/mm/yyyy"
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 2)
        for offset, one in enumerate(["online_services", "digitization", "total"]):
            sheet.cell(2, first + offset, vietnamese[one])
            for number, unit in enumerate(units):
                value = round(maxima[one] * 0.8 + week * 0.11 + number * 0.07, 2)
                score(sheet, 3 + number, first + offset, str(value))
                values[unit, date, one] = value
    save(book, "dates-over-components.xlsx")

    book = Workbook()
    book.remove(book.active)
    for one in ["online_services", "digitization", "total"]:
        sheet = book.create_sheet(vietnamese[one])
        sheet["A1"], sheet["B1"] = "STT", "Đơn vị"
        for week, date in enumerate(dates):
            sheet.cell(1, 3 + week, date).number_format = "dd/mm/yyyy"
        for number, unit in enumerate(units):
            sheet.cell(2 + number, 1, number + 1)
            sheet.cell(2 + number, 2, unit)
            for week, date in enumerate(dates):
                score(sheet, 2 + number, 3 + week, str(values[unit, date, one]))
    save(book, "sheet-per-component.xlsx")


def bomb():
    """A sheet of 16 MB of spaces in 16 kB: ratio 1000."""
    import zipfile

    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="s" Type="x/worksheet" Target="s.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": '<workbook><sheets><sheet name="S" id="s"/></sheets></workbook>',
        "xl/s.xml": "<worksheet>" + " " * (1 << 24) + "</worksheet>",
    }
    with zipfile.ZipFile(here / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED, 9)


long()
wide()
weeks()
components_over_dates()
convert(example, "long-libreoffice.xlsx", "--infilter=CSV:44,34,76,1,5/2")
bomb()
